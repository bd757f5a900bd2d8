"""Some hundred short papers in our own words: a wire story and who prints it, house phrases, retellings, quotations."""

from __future__ import annotations

import datetime as dt

import pyarrow as pa
import pyarrow.parquet as pq

OUTLETS = ("Harbour Gazette", "The Lantern Daily", "Capital Observer", "Strait Review", "Oresund Quarterly")
STATES = ("China", "Russia", "Japan", "India", "Vietnam", "Turkey", "Poland")
PLACES = ("Vladivostok", "Hanoi", "Gdansk", "Izmir", "Mumbai", "Osaka", "Qingdao", "Murmansk", "Haiphong")
ACTS = (
    "held a joint naval exercise with {b} off {place}",
    "delivered {n} helicopters to {b} through the port of {place}",
    "accused {b} of sending {n} patrol boats towards {place}",
    "signed an agreement with {b} on repairing ships at {place}",
    "may sell {n} tonnes of steel to {b} by way of {place}",
)
FOOTER = (
    "Write to the editors of this paper with what you know, for every letter that reaches us is read by two of them."
)


def papers(number):
    """So many papers: every fifth prints the story before it, every seventh prints the whole of it."""
    told = []
    for each in range(number):
        first, second = STATES[each % 7], STATES[(each * 3 + 1) % 7]
        if first == second:
            second = STATES[(each + 1) % 7]
        act = ACTS[each % 5].format(b=second, place=PLACES[each % 9], n=10 + 7 * each)
        day = 1 + each % 27
        story = (
            f"{first} {act} on {day} May 2023, the defence ministry of {first} said on Monday. "
            f"“We did not plan it against anybody,” said Admiral {chr(65 + each % 26)}oran Vesk, who led it. "
            f"Officials in {second} did not say whether the {30 + each} crews would stay."
        )
        if each % 7 == 6:
            story = told[-1]["text"]
        elif each % 5 == 4:
            story = f"{told[-1]['text'].splitlines()[0]} Nobody in {PLACES[each % 9]} could be reached for a comment."
        outlet = OUTLETS[(each * 2 + each // 5) % 5]
        if outlet == OUTLETS[0]:
            story = f"{story}\n\n{FOOTER}"
        date = dt.date(2023, 6, 1) + dt.timedelta(days=each % 40)
        told.append(
            {"title": f"Report {each} from {PLACES[each % 9]}", "text": story, "publisher": outlet, "date": date}
        )
    return told


def write(folder, *, number):
    """The papers as one Parquet file beside a broken one and an empty one."""
    folder.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.Table.from_pylist(papers(number)), folder / "papers.parquet", row_group_size=50)
    (folder / "broken.parquet").write_bytes((folder / "papers.parquet").read_bytes()[:500])
    (folder / "empty.txt").write_text("")
    return folder
