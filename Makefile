# make demo      try it: sets all up and serves it at http://127.0.0.1:8000 (PORT=8001 for another port)
# make test      every check and every test, on all that this machine has
# make help      the rest

SHELL := /bin/sh
PYTHON3 ?= python3
PORT ?= 8000
SECONDS ?= 600
BIN := .venv/bin

.PHONY: help install free-port demo demo-reset test faults bench fuzz messages lock
.DEFAULT_GOAL := help

help:
	@echo "make install     set up .venv and .env"
	@echo "make demo        serve the site with the past events and one to come (PORT=$(PORT))"
	@echo "make demo-reset  the same, from the start: what was entered is gone"
	@echo "make test        every check and every test"
	@echo "make faults      the fault tests in full: 10,000 reminders, 50 killed workers and more (half an hour)"
	@echo "make bench       how fast it is, as ratios"
	@echo "make fuzz        ten minutes of texts that nobody wrote, for the reader of wrap-ups (SECONDS=$(SECONDS))"
	@echo "make messages    collect what mails say, and compile what they say in German"
	@echo "make lock        compile requirements.lock after a change in pyproject.toml"

install: .venv/installed .env

# The stamp is written last: an installation that broke off is made again.
.venv/installed: requirements.lock
	@$(PYTHON3) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "This needs Python 3.11 or newer. Is there one under another name? make $(MAKECMDGOALS) PYTHON3=python3.12"; exit 1; }
	@$(PYTHON3) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

.env:
	@umask 077 && $(PYTHON3) -c 'import secrets; print(f"SECRET_KEY={secrets.token_urlsafe(50)}\nLOCAL=1")' > $@.new
	@mv $@.new $@

demo: export PORT := $(PORT)
demo: export SITE_URL ?= http://127.0.0.1:$(PORT)
demo: install free-port
	@mkdir -p var
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py load_past_events
	@$(BIN)/python manage.py create_demo
	@exec $(BIN)/gunicorn -c python:htg.serving htg.wsgi

# Before anything is touched: a server that still runs has its database open.
free-port:
	@$(PYTHON3) -c 'import socket; socket.create_server(("127.0.0.1", $(PORT))).close()' 2>/dev/null || \
		{ echo "Port $(PORT) is taken. Choose another one: make demo PORT=8001"; exit 1; }

demo-reset:
	@test -z "$$DATABASE_URL" || { echo "DATABASE_URL is set, and this only knows how to empty var/htg.sqlite3."; exit 1; }
	@$(MAKE) --no-print-directory free-port
	@rm -f var/htg.sqlite3 var/htg.sqlite3-wal var/htg.sqlite3-shm
	@$(MAKE) --no-print-directory demo

test: install
	@$(BIN)/python -m tests.run

faults: install
	@$(BIN)/python -m tests.run faults

bench: install
	@DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/python -m tests.bench

# atheris comes for few machines, and only this needs it: it stands in no lock file.
fuzz: install
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check "atheris>=3,<4"
	@$(BIN)/python -m tests.fuzz hypothesis $$(($(SECONDS) / 2))
	@$(BIN)/python -m tests.fuzz atheris $$(($(SECONDS) / 2))

# What is new in English is listed, to be written in German in retros/locale/de/LC_MESSAGES/django.po.
messages: install
	@DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/python -m tests.messages

lock: install
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --extra dev --no-header pyproject.toml -o requirements.lock
