"""A case in, a static page out."""

from firstseen.dossier.differences import CropMaker
from firstseen.dossier.previews import PreviewMaker
from firstseen.dossier.publish import publish

__all__ = ["CropMaker", "PreviewMaker", "publish"]
