from foedus.dossier import Dossier as Dossier

__all__ = ["Dossier"]
