"""Whatever goes wrong has a code, the process lives on, and the engine can be used."""

import os
import subprocess
import sys
import textwrap
import threading

import pytest

import oms
from oms import _native
from shop import capture, envelope, set_up


def test_a_panic_is_an_exception_like_others():
    with pytest.raises(oms.InternalError) as caught:
        _native.panic_on_purpose()
    assert caught.value.code == "internal"
    assert isinstance(caught.value, Exception)


@pytest.mark.parametrize(
    "text", [b"", b"\x00", b"nonsense", b"[" * 100_000, b'{"id": "1"', b'"\xff\xfe"', b"null", b"[]", b'{"id": 1e999}']
)
def test_garbage_is_told(text):
    engine = _native.Engine.memory()
    for call in (engine.submit, engine.query, engine.availability, _native.derived, _native.sentence):
        with pytest.raises(oms.InvalidInput) as caught:
            call(text)
        assert caught.value.code and str(caught.value)
    assert engine.submit_many(b"[]") == b"[]"


def test_ten_megabytes_are_told():
    with oms.Engine.memory() as engine:
        engine.submit_many(set_up())
        order = capture("o-1")
        huge = envelope("c-1", oms.PlaceHold(order="o-1", hold="h", kind="manual", reason="x" * 10_000_000))
        with pytest.raises(oms.OmsError) as caught:
            engine.submit(huge)
        assert caught.value.code in ("input_too_large", "invalid_field", "unknown_order", "invalid_command")
        with pytest.raises(oms.InvalidInput):
            engine.order("x" * 10_000_000)
        assert engine.submit(envelope("c-2", order)).order_version == 1


def test_text_that_is_no_unicode_is_told():
    with oms.Engine.memory() as engine, pytest.raises(oms.InvalidInput):
        engine.submit(envelope("c-1", oms.PutItem(sku="\ud800")))


def test_other_threads_run_while_the_engine_works():
    engine = oms.Engine.memory()
    engine.submit_many(set_up(stock=10_000))
    batch = [envelope(f"c-{number}", capture(f"o-{number}")) for number in range(2_000)]
    turns = 0
    is_done = threading.Event()

    def work():
        engine.submit_many(batch)
        is_done.set()

    thread = threading.Thread(target=work)
    thread.start()
    while not is_done.is_set():
        turns += 1
    thread.join()
    assert turns > 100


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no forks on this system")
def test_a_forked_process_is_told_to_open_it_again(tmp_path):
    program = textwrap.dedent(
        """
        import os, sys, threading, oms
        from shop import capture, envelope, set_up

        path = sys.argv[1]
        for engine in (oms.Engine.memory(), oms.Engine.open(path)):
            engine.submit_many(set_up())
            child = os.fork()
            if child == 0:
                codes = []
                for call in (engine.audit, engine.close, lambda: engine.order("o-1")):
                    try:
                        call()
                    except oms.Forked as error:
                        codes.append(error.code)
                del engine
                os._exit(0 if codes == ["forked"] * 3 else 1)
            assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
            engine.submit(envelope("c-1", capture("o-1")))
            assert engine.audit().differences == []
            engine.close()
        """
    )
    subprocess.run([sys.executable, "-W", "ignore", "-c", program, str(tmp_path / "shop.sqlite")], check=True, timeout=60, cwd=os.path.dirname(__file__))
