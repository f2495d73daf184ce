"""The release gate: pure rules on facts of an order. Clean orders go straight through, the others wait with an owner.

facts (what is known of an order), addresses (what a country needs), binding (which field of this Odoo a fact is),
duplicates (the same order twice), rules (what each looks at), judge (all rules on one order, and on past ones).
"""
