"""What an administrator sets in an empty Odoo before the floor app can work with it."""

from collections.abc import Sequence

from tests.tools.odoo.rpc import Client

MODULES = (
    "stock,sale_stock,stock_picking_batch,delivery_stock_picking_batch,stock_delivery,stock_account,product_expiry,"
    "mrp,hr,project"
)
LOGINS = {"admin": "admin", "picker": "picker"}  # login and password; `picker` is the app's service user
STEPS = {1: "ship_only", 2: "pick_ship", 3: "pick_pack_ship"}
ZONE = "Europe/Berlin"
_FLAGS = ("stock_multi_locations", "stock_production_lot", "stock_tracking_lot", "uom", "stock_adv_location")


def prepare(odoo: Client) -> None:
    """Turns on what the app needs and off what would work against it. `odoo` is the administrator."""
    _keep_files_in_database(odoo)
    _company(odoo)
    _flags(odoo)
    odoo.call("res.users", "write", [odoo.uid], {"tz": ZONE})
    add_users(odoo, [("Floor app", "picker", LOGINS["picker"])])


def set_steps(odoo: Client, steps: int) -> None:
    """One, two or three documents an order. Operation types made by this are told not to batch by themselves."""
    warehouse = odoo.find("stock.warehouse", [("code", "=", "WH")])
    odoo.call("stock.warehouse", "write", warehouse, {"name": "Main warehouse", "delivery_steps": STEPS[steps]})
    types = odoo.find("stock.picking.type", [("auto_batch", "=", True)])
    odoo.call("stock.picking.type", "write", types, {"auto_batch": False})


def add_users(odoo: Client, rows: Sequence[tuple[str, str, str]]) -> list[int]:
    """Users (name, login, password) who may do what Inventory / User may, and nothing more."""
    groups = [odoo.ref("base.group_user"), odoo.ref("stock.group_stock_user")]
    every = {"tz": ZONE, "group_ids": [(6, 0, groups)]}
    users = [{"name": name, "login": login, "password": password} | every for name, login, password in rows]
    return odoo.make("res.users", users, no_reset_password=True)


def _keep_files_in_database(odoo: Client) -> None:
    """A copied database then has its attachments too; files outside it would stay under the old name."""
    odoo.call("ir.config_parameter", "set_param", "ir_attachment.location", "db")
    odoo.call("ir.attachment", "force_storage")


def _company(odoo: Client) -> None:
    euro, country = odoo.ref("base.EUR"), odoo.ref("base.de")
    odoo.call("res.currency", "write", [euro], {"active": True})
    row = {"name": "The demo shop", "country_id": country, "currency_id": euro}
    odoo.call("res.company", "write", [odoo.ref("base.main_company")], row)
    odoo.call("res.partner", "write", [odoo.ref("base.main_partner")], {"tz": ZONE})  # a warehouse has no zone itself


def _flags(odoo: Client) -> None:
    wizard = odoo.make("res.config.settings", [{f"group_{flag}": True for flag in _FLAGS}])
    odoo.call("res.config.settings", "execute", wizard)
