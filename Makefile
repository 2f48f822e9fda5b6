# The commands of the checkout. Each prepares .venv first, and does so again only when requirements.lock has changed.
# Arguments go through ARGS: make demo ARGS="--no-serve"

PYTHON = .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help setup demo test check bench lock clean

help:
	@echo 'make demo    dựng tỉnh mẫu, chạy cả quy trình, mở trang web | the demo province, the whole chain, served'
	@echo 'make test    chạy mọi kiểm thử                              | every test'
	@echo 'make check   kiểm tra mã, kiến trúc, bản dịch               | linters, architecture, catalogues'
	@echo 'make bench   đo so với các cách khác                        | measurements beside the alternatives'
	@echo 'make clean   xóa dữ liệu thử và các tệp tạm                 | removes the demo data and caches'
	@echo 'make lock    ghi lại requirements.lock                      | renews requirements.lock'

setup:
	@sh tools/setup.sh

demo: setup
	@.venv/bin/tienbo demo $(ARGS)

test: setup
	@sh tools/test.sh $(ARGS)

check: setup
	@$(PYTHON) -m ruff check --quiet .
	@$(PYTHON) -m pytest tests/architecture $(ARGS)

bench: setup
	@sh tools/setup.sh bench
	@$(PYTHON) -m bench $(ARGS)

lock:
	@sh tools/lock.sh

clean:
	@sh tools/clean.sh
