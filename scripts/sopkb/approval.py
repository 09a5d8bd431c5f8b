"""Who has approved a document, and is that enough for its risk? (data/policy.yml, approvals)

An approval holds for its major version: a minor change does not void it, a major one does. One
that is bound to a text is void as soon as the text of its version is another.
"""

from dataclasses import dataclass

from sopkb.attested_text import text_hash_of
from sopkb.catalog import Document
from sopkb.model.documents import Approval, major_version
from sopkb.model.policy import RiskPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalStatus:
    """The approvals of the current major version, and what the document's risk asks for.

    `void`: those of the current version that were given to another text; `needed`: distinct roles;
    `of_this_text`: the others that were given to exactly the text of today.
    """

    holding: tuple[Approval, ...]
    void: tuple[Approval, ...]
    of_this_text: tuple[Approval, ...]
    needed: int
    owner: str
    owner_alone: bool

    @property
    def is_enough(self) -> bool:
        """Tell whether the approvals that hold are those that the risk asks for."""
        return self._are_enough(self.holding)

    @property
    def was_enough(self) -> bool:
        """Tell whether the approvals would be enough if none were void."""
        return self._are_enough((*self.holding, *self.void))

    @property
    def roles(self) -> tuple[str, ...]:
        """Give the roles whose approval holds, in the order in which they approved."""
        return tuple(dict.fromkeys(approval.role for approval in self.holding))

    def _are_enough(self, approvals: tuple[Approval, ...]) -> bool:
        roles = {approval.role for approval in approvals}
        if len(roles) < self.needed:
            return False
        return self.owner_alone or not self.needed or roles != {self.owner}


def approval_status(document: Document, policy: RiskPolicy) -> ApprovalStatus:
    """Judge the approvals of a document by what its risk asks for."""
    record = document.record
    major = major_version(record.version)
    line = [each for each in record.approvals if major_version(each.version) == major]
    current = [each for each in line if each.version == record.version]
    text = text_hash_of(document) if any(each.text for each in current) else None
    void = tuple(each for each in current if each.text not in (None, text))
    return ApprovalStatus(
        holding=tuple(each for each in line if each not in void),
        void=void,
        of_this_text=tuple(each for each in current if each not in void),
        needed=policy.approvals,
        owner=record.owner,
        owner_alone=policy.owner_alone,
    )
