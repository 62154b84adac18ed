"""The data of a made-up meeting service: the same words and numbers on every run.

    people, clients, inquiry_texts ► tables, rows ─┐
    people, clients ► log_lines ───────────────────┼► faults ► files
    planned_release.sql ───────────────────────────┘

No person, company, domain or number in it is real: see people.py and clients.py for how that is
made sure.
"""
