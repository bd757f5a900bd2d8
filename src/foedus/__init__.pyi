from foedus.dossier import Dossier as Dossier
from foedus.show.exports import export as export

__all__ = ["Dossier", "export"]
