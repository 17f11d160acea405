# `make run` serves Anagen, `make test` runs every check. ./run and ./test do the same without make.
.PHONY: run test check fix soak crash load film catalogues mutants reference lock train bench-imaging bench-outlook clean

run:
	@./run

test:
	@./test

check:  # ruff, mypy and the import contracts, without the tests
	@./test check

fix:  # what ruff can put right by itself
	@requirements/install dev
	@.venv/bin/ruff check --fix .
	@.venv/bin/ruff format .

soak:  # the laws again, over a million random records
	@requirements/install dev
	@ANAGEN_SOAK=1 .venv/bin/python -m pytest -q tests/properties tests/imaging tests/store

crash:  # the server is killed at random while 1,000 things are written; nothing may be lost
	@requirements/install dev
	@ANAGEN_SOAK=1 .venv/bin/python -m pytest -q -s tests/crash

load:  # 50 people at once in a clinic of 10,000; SECONDS=60, DATABASE_URL for PostgreSQL
	@requirements/install run
	@.venv/bin/python -m bench.clinic_load --fill --seconds $(or $(SECONDS),60)

film:  # walks through the tutorials in a browser and takes their pictures anew
	@requirements/install dev
	@requirements/install chromium
	@ANAGEN_FILM=1 .venv/bin/python -m pytest -q tests/film

catalogues:  # brings the Spanish catalogues in step with the pages and the knowledge
	@requirements/install dev
	@.venv/bin/python -m anagen.languages.gathering
	@.venv/bin/python -m anagen.languages.compiling

mutants:  # breaks the rules one by one and counts what the tests notice; SAMPLE=0.2 breaks a fifth
	@requirements/install mutants
	@.venv/bin/python -m tests.mutants --sample $(or $(SAMPLE),1)

reference:  # writes docs/reference anew: each page is made by the script beside it
	@requirements/install run
	@for script in docs/reference/*.py; do .venv/bin/python $$script || exit 1; done

LOCK = UV_NO_CONFIG=1 UV_PYTHON_DOWNLOADS=never .venv/bin/uv pip compile -q $(UPGRADE) \
    --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header

lock:  # after a change to pyproject.toml or requirements/*.in; UPGRADE=--upgrade takes newer versions
	@requirements/install tools
	@$(LOCK) requirements/tools.in -o requirements/tools.txt
	@$(LOCK) pyproject.toml -o requirements/run.txt
	@$(LOCK) requirements/dev.in -o requirements/dev.txt
	@$(LOCK) requirements/mutants.in -o requirements/mutants.txt

# pip, not uv: it takes the small build of torch where one is at hand.
train:  # trains the hair finder anew, on pictures that it renders itself; see training/README.md
	@python3 -m venv build/train
	@build/train/bin/pip install -q --disable-pip-version-check torch==2.13.0 onnx==1.23.2 \
	    numpy==2.4.6 opencv-python-headless==4.14.0.94 scipy==1.17.1
	@PYTHONPATH=src:. OMP_NUM_THREADS=1 build/train/bin/python -m training.train

bench-outlook:  # pooling, hair cycle, forecast and power beside other programs; one core, some minutes
	@requirements/install dev
	@missed=0; for part in published pool follicles absorption calibration power; do \
	    OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 .venv/bin/python -m bench.outlook_$$part || missed=1; \
	    done; exit $$missed

bench-imaging:  # hairs found against labelled pictures, ours and a plain method side by side
	@requirements/install run
	@for part in find scale change widths; do .venv/bin/python -m bench.imaging_$$part || exit 1; done

clean:
	@rm -rf .venv build dist .coverage* .hypothesis .*_cache
