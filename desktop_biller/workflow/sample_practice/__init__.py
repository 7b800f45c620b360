"""The sample practice: invented people, a fixed seed, every claim state that exists so far.

No person, number or plan is real; codes are ICD-10-CM and HCPCS Level II only.
"""
