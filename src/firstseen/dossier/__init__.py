"""A case in, a static page out."""

from firstseen.dossier.previews import PreviewMaker
from firstseen.dossier.publish import publish

__all__ = ["PreviewMaker", "publish"]
