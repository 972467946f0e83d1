"""Where the content of one picture differs from that of the other, as a grid over the shared part."""

from __future__ import annotations

from itertools import chain

import numpy as np

from firstseen.match.aligned import CELL
from firstseen.match.evidence import Evidence
from firstseen.match.geometry import apply, inverse
from firstseen.match.laying import to_small
from firstseen.match.overlaid import Over
from firstseen.model.copies import Mask
from firstseen.model.pictures import Box

__all__ = ["altered_mask"]


def altered_mask(evidence: Evidence, box: Box) -> Mask | None:
    """Where b has other content than a, as seen in a, over `box` (the shared part, pixels of a); None if nowhere."""
    aligned = evidence.aligned
    content = np.zeros(aligned.inside.shape, np.bool_)
    for difference in evidence.over:
        if difference.over is Over.CONTENT:
            content |= difference.cells
    if not content.any():
        return None
    view = evidence.view_a
    scale = view.prints.width / view.prints.small.shape[1]
    columns = max(1, round((box[2] - box[0]) / scale / CELL))
    rows = max(1, round((box[3] - box[1]) / scale / CELL))
    x = box[0] + (np.arange(columns) + 0.5) * (box[2] - box[0]) / columns - 0.5
    y = box[1] + (np.arange(rows) + 0.5) * (box[3] - box[1]) / rows - 0.5
    places = np.array(list(chain.from_iterable(((across, down) for across in x) for down in y)))
    small = apply(to_small(view.prints) @ inverse(view.to_whole), places)
    frame = apply(aligned.transform, small) if aligned.in_b else small
    cells = aligned.cell_of(frame)
    marked = content[cells[:, 1], cells[:, 0]].reshape(rows, columns)
    return Mask(box, tuple("".join("1" if cell else "0" for cell in row) for row in marked.tolist()))
