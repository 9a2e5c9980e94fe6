"""Seedbed turns a Git repository of agent records into the portal through which an organisation's AI agents spread."""

__version__ = "0.1.0"
