"""The compiled inside: levels of two records, and the k best left rows for each right row, all pairs considered.

Every left register is held as few distinct values a field. For one right row the weight of each distinct value is
worked out once, into a table; a pair then costs a table read a field. Left rows stand in order of their given name:
those whose given name agrees come first, so that the least weight that counts is soon high. The rest is read block by
block, the first columns without a branch, and only rows that the best of everything else could lift among the k best
are read further. That is exact: nothing is passed over that could have been among them.

Keys order the agreements of one field: the closer level first, then the rarer. Weights are in 1/256 bits.
"""

from __future__ import annotations

import numpy as np

from samanvay_insight.compiling import jit
from samanvay_insight.linkage.kernel_tables import Left, Right, crossing, fill_keys, fill_marks, merge, number_table
from samanvay_insight.linkage.levels import (
    ALIKE_LEVELS,
    BITS_AT,
    CROSSED,
    FAMILY,
    GIVEN,
    LEVEL_COUNTS,
    LOOSE,
    MARKS,
    OTHER_GIVEN,
    OTHER_SEX,
    SEX,
    Array,
    code_of,
)
from samanvay_insight.linkage.model import CLASSES

BLOCK = 4096
AHEAD = 3  # columns that are read without a branch


@jit
def offer(weight: int, row: int, weights: Array, rows: Array, held: int, k: int) -> int:
    """Put a row among the k best, the best first; of equal weights the earlier row stands first."""
    if held == k:
        if weight < weights[k - 1] or (weight == weights[k - 1] and row > rows[k - 1]):
            return held
        at = k - 1
    else:
        at = held
        held += 1
    while at > 0 and (weights[at - 1] < weight or (weights[at - 1] == weight and rows[at - 1] > row)):
        weights[at] = weights[at - 1]
        rows[at] = rows[at - 1]
        at -= 1
    weights[at] = weight
    rows[at] = row
    return held


@jit
def search(
    left: Left,
    right: Right,
    bits: Array,
    first: int,
    last: int,
    k: int,
    floor: int,
    out_rows: Array,
    out_weights: Array,
    out_held: Array,
) -> None:
    """Find the k best left rows for the right rows from `first` to `last`; rows in the left register's own order.

    `out_*` are arrays over the right rows (× k). What they already hold stays and competes, so that a register may be
    searched part by part.
    """
    fields = len(LEVEL_COUNTS)
    tables = np.zeros(left.table_size, dtype=np.int16)
    # one place for each distinct value of each field, as in the tables
    ends = np.append(left.table_at, left.table_at[-1] + left.bag_counts[-1])
    touched = np.empty(ends[-1], dtype=np.int32)
    counts = np.zeros(fields, dtype=np.int64)
    keys = np.full(ends[-1], -1, dtype=np.int16)
    given_keys, family_keys = keys[ends[GIVEN] : ends[GIVEN + 1]], keys[ends[FAMILY] : ends[FAMILY + 1]]
    given_touched = touched[ends[GIVEN] : ends[GIVEN + 1]]
    across_given = np.full(left.bag_counts[GIVEN], -1, dtype=np.int16)
    across_family = np.full(left.bag_counts[FAMILY], -1, dtype=np.int16)
    family_across, given_across = (
        np.empty_like(across_family, dtype=np.int32),
        np.empty_like(across_given, dtype=np.int32),
    )
    lone_family = np.zeros(left.bag_counts[FAMILY], dtype=np.int16)
    stamps = np.zeros(left.bag_counts[MARKS], dtype=np.int32)
    hits = np.zeros(left.bag_counts[MARKS], dtype=np.int32)
    sums = np.zeros(left.bag_counts[MARKS], dtype=np.int32)
    tops = np.zeros(fields, dtype=np.int32)
    active = np.zeros(fields, dtype=np.bool_)
    columns = np.zeros(len(left.columns), dtype=np.int64)
    rest = np.zeros(len(left.columns) + 1, dtype=np.int32)
    for field in range(fields):  # a set that is alike to nothing
        other = bits[BITS_AT[field] + (LEVEL_COUNTS[field] - 1) * CLASSES]
        for bag in range(1, left.bag_counts[field]):
            tables[left.table_at[field] + bag] = other
    size = len(left.rows)
    codes, families_at = left.codes, left.codes[1]
    nothing = np.zeros(1, dtype=np.int16)
    begins = left.begins
    done = np.empty(2 * left.bag_counts[GIVEN] + 1, dtype=np.int32)
    survivors = np.empty(BLOCK, dtype=np.uint32)
    partial = np.empty(BLOCK, dtype=np.int32)
    no_given = bits[BITS_AT[GIVEN] + OTHER_GIVEN * CLASSES]
    for row in range(first, last):
        for field in range(fields):
            tops[field] = 0
            counts[field] = 0
            if left.number_at[field] >= 0:
                active[field] = number_table(field, row, left, right, bits, tables, tops)
                continue
            active[field] = right.bag_rows[field, row] > 0 and left.bag_counts[field] > 1
            if not active[field]:
                continue
            at = left.table_at[field]
            mine, met = keys[at : ends[field + 1]], touched[at : ends[field + 1]]
            if field == MARKS:
                count = fill_marks(row, left, right, mine, met, stamps, hits, sums)
            else:
                count = fill_keys(field, field, row, left, right, mine, met, ALIKE_LEVELS[field])
            if field == SEX:
                other = bits[BITS_AT[SEX] + OTHER_SEX * CLASSES + right.other_sex[row]]
                tops[field] = max(tops[field], other)
                for bag in range(1, left.bag_counts[field]):
                    tables[at + bag] = other
            counts[field] = count
            for place in range(count):
                bag = met[place]
                value = bits[BITS_AT[field] + code_of(field, mine[bag])]
                tables[at + bag] = value
                tops[field] = max(tops[field], value)
        family_known = active[FAMILY]
        given_known = active[GIVEN]
        cross_family = cross_given = 0
        if given_known and left.bag_counts[FAMILY] > 1:
            cross_family = fill_keys(FAMILY, GIVEN, row, left, right, across_family, family_across, LOOSE)
        if given_known and right.bag_rows[FAMILY, row] > 0:
            cross_given = fill_keys(GIVEN, FAMILY, row, left, right, across_given, given_across, LOOSE)
        # merged columns, and the columns that say anything about this row with the most that those after them add
        used = 0
        for column in range(len(left.columns)):
            field = left.columns[column]
            if field >= 0:
                if not active[field]:
                    continue
                rest[used] = tops[field]
            else:
                number = -1 - field
                speaks = False
                for place in range(left.merged_at[number, 1], left.merged_at[number, 2]):
                    speaks = speaks or active[left.merged_fields[place]]
                if not speaks:
                    continue
                rest[used] = merge(number, left, tables, active)
            columns[used] = 2 + column
            used += 1
        rest[used] = 0
        for column in range(used - 1, -1, -1):
            rest[column] += rest[column + 1]
        families = tables[left.table_at[FAMILY] : left.table_at[FAMILY] + left.bag_counts[FAMILY]]
        crossed_best = 0
        if family_known:
            lone_family[:] = families
        else:
            lone_family[:] = 0
        if not family_known:
            for place in range(cross_family):
                bag = family_across[place]
                value = bits[BITS_AT[GIVEN] + CROSSED * CLASSES + across_family[bag] % CLASSES] - no_given
                lone_family[bag] = value
                crossed_best = max(crossed_best, value)
        weights, rows, held = out_weights[row], out_rows[row], out_held[row]
        given_table = tables[left.table_at[GIVEN] : left.table_at[GIVEN] + left.bag_counts[GIVEN]]
        if given_known:
            for number in range(
                1 + counts[GIVEN] + cross_given
            ):  # rows without a given name, with an agreeing one, with one like the family name
                if number == 0:
                    given = 0
                elif number <= counts[GIVEN]:
                    given = given_touched[number - 1]
                else:
                    given = given_across[number - 1 - counts[GIVEN]]
                    if given_keys[given] >= 0:
                        continue
                is_other = given > 0 and given_keys[given] < 0
                across = across_given[given]
                base = given_table[given]
                family_top = max(tops[FAMILY], crossed_best) if is_other else tops[FAMILY]
                least = max(floor, weights[k - 1]) if held == k else floor
                if not is_other and base + family_top + rest[0] < least:
                    continue
                for place in range(left.runs[given], left.runs[given + 1]):
                    family = families_at[place]
                    if not is_other:
                        weight = base + families[family] if family_known else base
                    else:
                        weight = crossing(
                            base + lone_family[family], family, across, across_family, family_keys[family],
                            family_known, bits,
                        )  # fmt: skip
                    column = 0
                    while weight + rest[column] >= least:
                        if column == used:
                            held = offer(weight, left.rows[place], weights, rows, held, k)
                            least = max(floor, weights[k - 1]) if held == k else floor
                            break
                        weight += tables[begins[columns[column]] + codes[columns[column], place]]
                        column += 1
            done[0] = 0  # what lies between the runs that are done with
            for place in range(counts[GIVEN]):
                done[1 + place] = given_touched[place]
            over = 1 + counts[GIVEN]
            for place in range(cross_given):
                if given_keys[given_across[place]] < 0:
                    done[over] = given_across[place]
                    over += 1
            done[:over].sort()
        else:
            over = 0
        ahead = min(used, AHEAD)
        nowhere = left.nowhere
        one = codes[columns[0]] if ahead > 0 else nowhere
        two = codes[columns[1]] if ahead > 1 else nowhere
        three = codes[columns[2]] if ahead > 2 else nowhere
        first_table = tables[begins[columns[0]] :] if ahead > 0 else nothing
        second_table = tables[begins[columns[1]] :] if ahead > 1 else nothing
        third_table = tables[begins[columns[2]] :] if ahead > 2 else nothing
        base = no_given if given_known else 0
        reads_family = family_known or crossed_best > 0
        for gap in range(over + 1):
            begin = left.runs[done[gap - 1] + 1] if gap > 0 else 0
            end = left.runs[done[gap]] if gap < over else size
            for start in range(begin, end, BLOCK):
                least = max(floor, weights[k - 1]) if held == k else floor
                bound = least - rest[ahead] - base
                count = 0
                if reads_family:
                    for place in range(start, min(start + BLOCK, end)):
                        weight = (
                            np.int32(first_table[one[place]]) + second_table[two[place]] + third_table[three[place]]
                            + lone_family[families_at[place]]
                        )  # fmt: skip
                        if weight >= bound:
                            survivors[count] = place
                            partial[count] = weight
                            count += 1
                else:
                    for place in range(start, min(start + BLOCK, end)):
                        weight = (
                            np.int32(first_table[one[place]]) + second_table[two[place]] + third_table[three[place]]
                        )  # fmt: skip
                        if weight >= bound:
                            survivors[count] = place
                            partial[count] = weight
                            count += 1
                for at in range(count):
                    weight, place, column = base + partial[at], survivors[at], ahead
                    while weight + rest[column] >= least:
                        if column == used:
                            held = offer(weight, left.rows[place], weights, rows, held, k)
                            least = max(floor, weights[k - 1]) if held == k else floor
                            break
                        weight += tables[begins[columns[column]] + codes[columns[column], place]]
                        column += 1
        out_held[row] = held
        for field in range(fields):
            other = bits[BITS_AT[field] + (LEVEL_COUNTS[field] - 1) * CLASSES]
            for place in range(counts[field]):
                bag = left.table_at[field] + touched[left.table_at[field] + place]
                keys[bag] = -1
                tables[bag] = other
        for place in range(cross_family):
            across_family[family_across[place]] = -1
        for place in range(cross_given):
            across_given[given_across[place]] = -1
