"""The curriculum (课程方案) as far as it decides which teachers are hired: shares of lessons by subject."""

import numpy as np

# Shares of the lessons of nine years by subject group, in the order of `teacher_codes.SUBJECT_NAMES`: midpoints of
# the ranges of 义务教育课程设置实验方案 (教基〔2001〕28号): 语文 20-22 %, 数学 13-15, 外语 6-8, 科学 7-9, 品德 7-9 with
# 历史与社会 3-4, 体育 10-11, 艺术 9-11 (half music, half art: assumption), 综合实践、地方与校本课程 16-20; brought to a
# sum of one. That both stages have the same shares is an assumption.
_MIDPOINTS = np.array([21.0, 14.0, 7.0, 8.0, 11.5, 10.5, 5.0, 5.0, 18.0])
LESSON_SHARES = _MIDPOINTS / _MIDPOINTS.sum()
