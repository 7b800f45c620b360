import pytest

from desktop_biller.foundation.errors import PermissionDeniedError
from desktop_biller.models.access import ROLES
from desktop_biller.security.permissions import GRANTS, Actor, Permission, require


def actor(role: str) -> Actor:
    return Actor(user_id=1, name="tn", full_name="Thuy Nguyen", initials="TN", role=role)


def allowed(role: str) -> set[Permission]:
    granted = set()
    for permission in Permission:
        try:
            require(actor(role), permission)
        except PermissionDeniedError:
            continue
        granted.add(permission)
    return granted


def test_p6_every_role_of_the_file_is_in_the_table() -> None:
    assert set(GRANTS) == set(ROLES)


@pytest.mark.parametrize("role", ROLES)
def test_p6_a_role_holds_what_it_was_granted(role: str) -> None:
    assert allowed(role) == GRANTS[role]


@pytest.mark.parametrize("role", ["", "Owner", "owner ", "visitor"])
def test_p6_a_role_that_is_not_in_the_table_holds_nothing(role: str) -> None:
    assert allowed(role) == set()


def test_the_owner_holds_everything_and_an_auditor_only_looks() -> None:
    assert allowed("owner") == set(Permission)
    looking = {Permission.SEE_PATIENTS, Permission.READ_BOOKS}
    assert allowed("auditor") == allowed("emergency") == looking


def test_who_works_with_patients_may_look_them_up() -> None:
    may = {role for role in ROLES if Permission.SEE_PATIENTS in allowed(role)}
    assert may == set(ROLES)


def test_who_takes_the_money_does_not_take_it_back() -> None:
    assert Permission.TAKE_PAYMENTS in allowed("front desk")
    assert Permission.VOID_PAYMENTS not in allowed("front desk")


def test_a_refusal_names_the_person_the_role_and_the_way_out() -> None:
    with pytest.raises(PermissionDeniedError) as caught:
        require(actor("front desk"), Permission.CLOSE_DAYS)
    assert str(caught.value) == (
        "Thuy Nguyen (front desk) may not print the day sheet and close days. "
        "Nothing was changed. Ask the owner of the practice, or switch to a user who may."
    )
