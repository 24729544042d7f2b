"""Philox4x32-10 and its draws once more, in plain Python integers: what the oracles draw with."""

LOW = 0xFFFFFFFF


def philox(counter, key):
    """Return four 32-bit words; written after section 3 of Salmon et al. 2011, not after the kernel."""
    c, k = list(counter), list(key)
    for _ in range(10):
        high_0, low_0 = divmod(0xD2511F53 * c[0], 1 << 32)
        high_1, low_1 = divmod(0xCD9E8D57 * c[2], 1 << 32)
        c = [high_1 ^ c[1] ^ k[0], low_1, high_0 ^ c[3] ^ k[1], low_0]
        k = [(k[0] + 0x9E3779B9) % (1 << 32), (k[1] + 0xBB67AE85) % (1 << 32)]
    return tuple(c)


def _words(seed, what_for, year, uid, what):
    uid = int(uid)
    return philox((uid & LOW, uid >> 32, int(what) & LOW, int(year) & LOW), (int(seed) & LOW, int(what_for)))


def uniform(seed, what_for, year, uid, what=0):
    """Return the draw in [0, 1) as an exact fraction of 2**53."""
    a, b, _, _ = _words(seed, what_for, year, uid, what)
    return ((a >> 5) * (1 << 26) + (b >> 6)) / (1 << 53)


def new_uid(what_for, year, uid, what):
    """Return the lasting number that derives from a parent's."""
    _, _, c, d = _words(LOW, what_for, year, uid, what)
    return (c << 32) | d
