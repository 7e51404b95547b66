# make demo      try it: sets everything up and serves it at http://127.0.0.1:8000 (PORT=8001 for another port)
# make test      every check and every test, on everything this machine has
# make help      the rest

SHELL := /bin/sh
PYTHON3 ?= python3
PORT ?= 8000
SECONDS ?= 600
BIN := .venv/bin
UV_COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header

.PHONY: help install develop free-port demo demo-reset test test-days faults bench gallery fuzz messages lock
.DEFAULT_GOAL := help

help:
	@echo "make install     set up .venv and .env, with what the site needs"
	@echo "make develop     the same, plus what the tests need"
	@echo "make demo        serve the site with the past events and an upcoming one (PORT=$(PORT))"
	@echo "make demo-reset  the same, starting over: what was entered is gone"
	@echo "make test        every check and every test"
	@echo "make test-days   the tests on every special day (some hours)"
	@echo "make faults      the fault tests in full: 10,000 reminders, 50 killed workers and more (half an hour)"
	@echo "make bench       how fast it is, as ratios"
	@echo "make gallery     a picture of every page in var/gallery, and what is wrong with it (half an hour)"
	@echo "make fuzz        ten minutes of random texts for the wrap-up reader (SECONDS=$(SECONDS))"
	@echo "make messages    collect the texts of the mails, and compile their German"
	@echo "make lock        compile both lock files after a change in pyproject.toml"

install: .venv/installed .env
	@mkdir -p var

develop: .venv/developing .env

# The locks are complete, so nothing is resolved: pip would otherwise look past the pins for what is newer today.
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes
PIP_CHECK := $(BIN)/python -m pip check --quiet --disable-pip-version-check

# A stamp is written last: an installation that was cut short is done again.
.venv/installed: requirements.lock
	@$(PYTHON3) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "This needs Python 3.11 or newer. Is there one under another name? make $(MAKECMDGOALS) PYTHON3=python3.12"; exit 1; }
	@echo "Step 1 of 3: making a virtual environment in .venv"
	@$(PYTHON3) -m venv --clear .venv
	@echo "Step 2 of 3: installing what the site needs (about half a minute)"
	@$(PIP_INSTALL) -r requirements.lock
	@echo "Step 3 of 3: checking that it fits together"
	@$(PIP_CHECK)
	@touch $@

.venv/developing: .venv/installed requirements-dev.lock
	@echo "Installing what the tests need (about half a minute)"
	@$(PIP_INSTALL) -r requirements-dev.lock
	@$(PIP_CHECK)
	@touch $@

.env:
	@umask 077 && $(PYTHON3) -c 'import secrets; print(f"SECRET_KEY={secrets.token_urlsafe(50)}\nLOCAL=1")' > $@.new
	@mv $@.new $@

demo: export PORT := $(PORT)
demo: export SITE_URL ?= http://127.0.0.1:$(PORT)
demo: install free-port
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py load_past_events
	@$(BIN)/python manage.py create_demo --deliver
	@exec $(BIN)/gunicorn -c python:htg.serving htg.wsgi

# Before anything is touched: a server that is still running has its database open.
free-port:
	@$(PYTHON3) -c 'import socket; socket.create_server(("127.0.0.1", $(PORT))).close()' 2>/dev/null || \
		{ echo "Port $(PORT) is taken. Choose another: make demo PORT=8001"; exit 1; }

demo-reset:
	@test -z "$$DATABASE_URL" || { echo "DATABASE_URL is set, but this only empties var/htg.sqlite3."; exit 1; }
	@$(MAKE) --no-print-directory free-port
	@rm -f var/htg.sqlite3 var/htg.sqlite3-wal var/htg.sqlite3-shm
	@$(MAKE) --no-print-directory demo

test: develop
	@$(BIN)/python -m tests.run

test-days: develop
	@$(BIN)/python -m tests.run days

faults: develop
	@$(BIN)/python -m tests.run faults

bench: develop
	@DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/python -m tests.bench

gallery: develop
	@DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/python -m tests.gallery

# atheris is built for few machines, and only this needs it, so it is in no lock file.
fuzz: develop
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check "atheris>=3,<4"
	@$(BIN)/python -m tests.fuzz hypothesis $$(($(SECONDS) / 2))
	@$(BIN)/python -m tests.fuzz atheris $$(($(SECONDS) / 2))

# New English texts are listed: write their German in retros/locale/de/LC_MESSAGES/django.po.
messages: develop
	@DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/python -m tests.messages

# What the site needs is in one lock, what the tests need beyond that in the other.
lock: develop
	@$(UV_COMPILE) pyproject.toml -o requirements.lock
	@$(UV_COMPILE) --extra dev --constraint requirements.lock \
		$$(sed -nE 's/^([a-z0-9-]+)==.*/--no-emit-package \1/p' requirements.lock) pyproject.toml -o requirements-dev.lock
