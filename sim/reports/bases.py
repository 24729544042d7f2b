"""With what each scenario is compared: the base, or its twin where the scenario follows the other dropout scenario."""

from __future__ import annotations

from collections.abc import Sequence

from sim.base.errors import Say
from sim.records.batch_folder import BatchFolder, base_for
from sim.records.dropout_scenario import NOT_TOLD, dropout_words


def bases_of(folder: BatchFolder, base: str) -> dict[str, str]:
    """Return the base of every other scenario of a batch."""
    return {one.name: base_for(folder, base, one.name) for one in folder.scenarios if one.name != base}


def said_of_base(folder: BatchFolder, base: str, scenario: str) -> Say | None:
    """Return what a reader must know of the base of a scenario; None where it follows the dropout scenario of `base`.

    It is compared with the twin of the base, or, where there is none, with a base under another dropout scenario: then
    the difference is not that of the measures alone.
    """
    beside = base_for(folder, base, scenario)
    one, other = folder.note(scenario), folder.note(beside)
    if one.dropout != other.dropout and NOT_TOLD not in (one.dropout, other.dropout):
        return Say(
            f"compared with {beside}, which follows the other dropout scenario: the difference holds that as well",
            f"与 {beside} 比较，其辍学口径不同：差值含口径之差",
        )
    return Say(f"compared with {beside}", f"与 {beside} 比较") if beside != base else None


def said_of_scenarios(folder: BatchFolder, names: Sequence[str]) -> list[Say]:
    """Return one sentence for each dropout scenario that some scenarios follow, with their titles and what it means."""
    notes = [folder.note(name) for name in names]
    told = []
    for which in dict.fromkeys(note.dropout for note in notes):
        titles = [note.title for note in notes if note.dropout == which]
        words = dropout_words(which)
        told.append(
            Say(
                f"{words.en[:1].upper()}{words.en[1:]}: {', '.join(one.en for one in titles)}.",
                f"{words.zh}：{'、'.join(one.zh for one in titles)}。",
            )
        )
    return told
