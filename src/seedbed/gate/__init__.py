"""Gate: a proposed change in, a verdict out.

Each module is a family of rules. A rule is a generator over the review; its docstring is the rule. Thresholds, people,
owners and waivers are those of the base, never those of the change. What cannot be judged blocks.
"""
