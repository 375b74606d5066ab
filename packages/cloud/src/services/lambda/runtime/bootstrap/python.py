"""Runs a Python function over the Lambda Runtime API, as the managed runtimes do.

https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
https://docs.aws.amazon.com/lambda/latest/dg/python-handler.html
"""
import importlib
import json
import logging
import os
import struct
import sys
import threading
import time
import traceback

# Our own folder is none of the function's, and nothing is to be written there.
sys.dont_write_bytecode = True
from runtime_client import RuntimeClient  # noqa: E402

sys.dont_write_bytecode = False
del sys.path[0]

API = os.environ["AWS_LAMBDA_RUNTIME_API"]
LOG_FD = int(os.environ.pop("_LAMBDA_TELEMETRY_LOG_FD"))
TYPE_TEXT = 0xA55A0003
IS_JSON = os.environ.get("AWS_LAMBDA_LOG_FORMAT") == "JSON"
LEVELS = {"TRACE": 5, "DEBUG": 10, "INFO": 20, "WARN": 30, "ERROR": 40, "FATAL": 50}


class Context:
    """https://docs.aws.amazon.com/lambda/latest/dg/python-context.html"""

    def __init__(self, headers):
        self.aws_request_id = headers["lambda-runtime-aws-request-id"]
        self.invoked_function_arn = headers["lambda-runtime-invoked-function-arn"]
        self.function_name = os.environ["AWS_LAMBDA_FUNCTION_NAME"]
        self.function_version = os.environ["AWS_LAMBDA_FUNCTION_VERSION"]
        self.memory_limit_in_mb = os.environ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]
        self.log_group_name = os.environ["AWS_LAMBDA_LOG_GROUP_NAME"]
        self.log_stream_name = os.environ["AWS_LAMBDA_LOG_STREAM_NAME"]
        self.identity = None
        self.client_context = client_context(headers.get("lambda-runtime-client-context"))
        self._deadline_ms = int(headers["lambda-runtime-deadline-ms"])

    def get_remaining_time_in_millis(self):
        return max(self._deadline_ms - int(time.time() * 1000), 0)


class ClientContext:
    """https://docs.aws.amazon.com/lambda/latest/dg/python-context.html"""

    def __init__(self, given):
        self.custom = given.get("custom")
        self.env = given.get("env")
        self.client = given.get("client")


def client_context(text):
    return None if text is None else ClientContext(json.loads(text))


class LogHandler(logging.Handler):
    def emit(self, record):
        write_frame(self.format(record) + "\n")


class JsonFormatter(logging.Formatter):
    """https://docs.aws.amazon.com/lambda/latest/dg/python-logging.html"""

    def format(self, record):
        fields = {
            "timestamp": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created)),
            "level": record.levelname,
            "message": record.getMessage(),
            "logger": record.name,
        }
        if record.exc_info:
            kind, error, trace = record.exc_info
            fields["stackTrace"] = traceback.format_list(traceback.extract_tb(trace))
            fields["errorType"] = kind.__name__
            fields["errorMessage"] = str(error)
            fields["location"] = "%s:%s:%s" % (record.pathname, record.funcName, record.lineno)
        if RequestIdFilter.request_id:
            fields["requestId"] = RequestIdFilter.request_id
        return json.dumps(fields, ensure_ascii=False, default=str)


class RequestIdFilter(logging.Filter):
    request_id = ""

    def filter(self, record):
        record.aws_request_id = RequestIdFilter.request_id
        return True


class LogStream:
    """Standard output and error: a print of many lines stays one log event."""

    encoding = "utf-8"

    def __init__(self):
        self._pending = ""

    def write(self, text):
        self._pending += text
        if text.endswith("\n"):
            self.flush()
        return len(text)

    def writelines(self, lines):
        self.write("".join(lines))

    def flush(self):
        text, self._pending = self._pending, ""
        if text.strip("\n"):
            write_frame(text)

    def isatty(self):
        return False

    def fileno(self):
        return 1


def write_frame(text):
    body = text.encode("utf-8", "replace")
    data = struct.pack(">IIq", TYPE_TEXT, len(body), int(time.time() * 1_000_000)) + body
    while data:
        data = data[os.write(LOG_FD, data):]


def error_json(error, kind=None):
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if frame.filename != __file__ and "importlib" not in frame.filename]
    return {
        "errorMessage": str(error),
        "errorType": kind or type(error).__name__,
        "requestId": RequestIdFilter.request_id,
        "stackTrace": traceback.format_list(own),
    }


def log_error(result):
    if IS_JSON:
        fields = {
            "timestamp": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "log_level": "ERROR",
            "errorMessage": result["errorMessage"],
            "errorType": result["errorType"],
            "requestId": RequestIdFilter.request_id,
            "stackTrace": result["stackTrace"],
        }
        write_frame(json.dumps(fields, ensure_ascii=False))
        return
    lines = ["[ERROR] %s: %s" % (result["errorType"], result["errorMessage"])]
    if result["stackTrace"]:
        lines.append("Traceback (most recent call last):")
        lines.extend(line.rstrip("\n") for line in result["stackTrace"])
    write_frame("\n".join(lines))


class InitError(Exception):
    def __init__(self, kind, message):
        super().__init__(message)
        self.kind = kind


def load_handler(text):
    try:
        module_name, function_name = text.rsplit(".", 1)
    except ValueError:
        raise InitError(
            "Runtime.MalformedHandlerName",
            "Bad handler '%s': not enough values to unpack (expected 2, got 1)" % text,
        )
    try:
        module = importlib.import_module(module_name.replace("/", "."))
    except ImportError as error:
        raise InitError("Runtime.ImportModuleError", "Unable to import module '%s': %s" % (module_name, error))
    except SyntaxError as error:
        message = "Syntax error in module '%s': %s" % (module_name, error)
        raise InitError("Runtime.UserCodeSyntaxError", message)
    try:
        return getattr(module, function_name)
    except AttributeError:
        message = "Handler '%s' missing on module '%s'" % (function_name, module_name)
        raise InitError("Runtime.HandlerNotFound", message)


def post_error(client, path, result):
    headers = {"Lambda-Runtime-Function-Error-Type": result["errorType"], "Content-Type": "application/json"}
    client.request("POST", path, json.dumps(result).encode("utf-8"), headers)


def watch_parent():
    """The cloud holds the other end of standard input: when it is gone, so is the reason to run."""

    def wait():
        while os.read(0, 1024):
            pass
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def serve(client, handler):
    headers, body = client.request("GET", "/runtime/invocation/next")
    request_id = headers["lambda-runtime-aws-request-id"]
    RequestIdFilter.request_id = request_id
    if "lambda-runtime-trace-id" in headers:
        os.environ["_X_AMZN_TRACE_ID"] = headers["lambda-runtime-trace-id"]
    try:
        result = handler(json.loads(body), Context(headers))
        try:
            answer = json.dumps(result, ensure_ascii=False).encode("utf-8")
        except TypeError as error:
            raise InitError("Runtime.MarshalError", "Unable to marshal response: %s" % error).with_traceback(None)
    except Exception as error:  # every failure of user code is an answer
        failure = error_json(error, getattr(error, "kind", None))
        sys.stdout.flush()
        log_error(failure)
        post_error(client, "/runtime/invocation/%s/error" % request_id, failure)
        return
    sys.stdout.flush()
    headers = {"Content-Type": "application/json"}
    client.request("POST", "/runtime/invocation/%s/response" % request_id, answer, headers)


def add_installed_packages():
    """What the machine has installed stands behind the function's own code. Started without Python's `site`, which costs
    20 ms, so that its folders are added without what they would run at every start."""
    import site

    if os.path.exists(os.path.join(os.path.dirname(sys.executable), "..", "pyvenv.cfg")):
        site.main()
        return
    site.setquit()
    folders = site.getsitepackages() + [site.getusersitepackages()]
    sys.path.extend(folder for folder in folders if os.path.isdir(folder) and folder not in sys.path)


def main():
    watch_parent()
    add_installed_packages()
    sys.stdout = sys.stderr = LogStream()
    root = logging.getLogger()
    log_handler = LogHandler()
    if IS_JSON:
        log_handler.setFormatter(JsonFormatter())
        root.setLevel(LEVELS.get(os.environ.get("AWS_LAMBDA_LOG_LEVEL", "INFO"), logging.INFO))
    else:
        text = "[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s"
        log_handler.setFormatter(logging.Formatter(text, "%Y-%m-%dT%H:%M:%S"))
    logging.Formatter.converter = time.gmtime
    log_handler.addFilter(RequestIdFilter())
    root.addHandler(log_handler)
    sys.path.insert(0, os.environ["LAMBDA_TASK_ROOT"])
    client = RuntimeClient(API)
    try:
        handler = load_handler(os.environ["_HANDLER"])
    except BaseException as error:
        failure = error_json(error, getattr(error, "kind", None))
        log_error(failure)
        post_error(client, "/runtime/init/error", failure)
        sys.exit(1)
    while True:
        serve(client, handler)


if __name__ == "__main__":
    main()
