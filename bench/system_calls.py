"""`python -m bench.system_calls [FOLDER...]`: system calls that decoders make and the filter does not know.

Every file is given to every task of the program, with unknown calls stopping the worker too. A call that is told
here "by a fault" belongs into `firstseen.sandbox.system_calls`: among those allowed, or it is left to fail.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from pathlib import Path

from firstseen.media.ocr_engine import Missing, find_engine
from firstseen.pipeline.examining import examination_options
from firstseen.sandbox import Answer, Job, Limits, Pool, system_calls

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
TASKS: dict[str, dict[str, object]] = {
    "firstseen.pipeline.examination:examine": {},
    "firstseen.media.preview:preview": {"side": 480},
    "firstseen.media.generation:measure": {},
    "firstseen.media.moving.stretch:frames_at": {"from": 0.0, "to": 4.0, "rate": 8.0, "side": 192},
    "firstseen.pipeline.frame_examination:examine_frame": {"time": 1.0, "side": 1600},
    "firstseen.media.ocr:read": {"tessdata": None, "languages": ["eng"]},
}
_STOPPED = re.compile(r"tried to (.*)(, which|$)")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.system_calls", description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, default=[SHARED / "exif", SHARED / "c2pa", SHARED / "videos"])
    parser.add_argument("--every", type=int, default=1, help="one of so many files")
    chosen = parser.parse_args()
    system_calls.STOP_UNKNOWN = True
    files = sorted(path for folder in chosen.folders for path in folder.rglob("*") if path.is_file())[:: chosen.every]
    engine = find_engine()
    for task, more in TASKS.items():
        options: dict[str, object] = {**examination_options(), **more}
        if "tessdata" in options:
            if isinstance(engine, Missing):
                print(f"{task}: not run, {engine.reason}")
                continue
            options["tessdata"] = str(engine.tessdata)
        told: Counter[str] = Counter()
        answered = 0
        with Pool(task, 1, Limits(2048, 60.0, 600)) as pool:
            for _, outcome in pool.run(Job(str(path), path, options) for path in files):
                if isinstance(outcome, Answer):
                    answered += 1
                elif found := _STOPPED.search(outcome.reason):
                    told[found[1]] += 1
                elif "nobody foresaw" in outcome.reason:
                    told[outcome.reason[:150]] += 1
        print(f"{task}: {answered} of {len(files)} answered; stopped: {dict(told) or 'none'}", flush=True)


if __name__ == "__main__":
    main()
