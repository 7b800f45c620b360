"""Patients: the list, registering one with a plan, and the record with its tabs.

May import the kit, desk, jobs and workflow; never another screen's folder.
"""
