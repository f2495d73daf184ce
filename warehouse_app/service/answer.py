"""What is said to a case at the desk: an answer, that few goods are shared out, that another order gives."""

from __future__ import annotations

from warehouse_app.service.decide import Decide, case_to_answer, decide
from warehouse_app.service.give_goods import GIVE, give_goods
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.share_out import SHARE, share_out


def answer(command: Decide, uow: UnitOfWork) -> bool:
    """False: a second person has to agree first.

    Raises:
        Refused: as `decide`, as `share_out`, as `give_goods`.
    """
    if command.answer == GIVE:
        return give_goods(command, uow)
    if command.answer != SHARE or command.by is None:
        return decide(command, uow)
    share_out(case_to_answer(command.case, command.by, uow), command.by, uow)
    return True
