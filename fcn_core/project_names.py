"""What a project's folder and the things in it are called that more than the window asks for."""

from __future__ import annotations

PROJECT_FOLDER = "fcn-project"
PROJECT_FILE, BACKUP_FILE = "project.json", "project.json.bak"
MODELS_FOLDER = "models"
NET_SETTING = "model"
"""Which of the project file's settings is the id of the net in use."""
