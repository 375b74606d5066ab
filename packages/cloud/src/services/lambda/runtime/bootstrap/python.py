"""Runs a Python function over the Lambda Runtime API, as the managed runtimes do.

https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
https://docs.aws.amazon.com/lambda/latest/dg/python-handler.html
"""
import http.client
import importlib
import json
import logging
import os
import struct
import sys
import threading
import time
import traceback

API = os.environ["AWS_LAMBDA_RUNTIME_API"]
LOG_FD = int(os.environ.pop("_LAMBDA_TELEMETRY_LOG_FD"))
TYPE_TEXT = 0xA55A0003
IS_JSON = os.environ.get("AWS_LAMBDA_LOG_FORMAT") == "JSON"
LEVELS = {"TRACE": 5, "DEBUG": 10, "INFO": 20, "WARN": 30, "ERROR": 40, "FATAL": 50}


class Context:
    """https://docs.aws.amazon.com/lambda/latest/dg/python-context.html"""

    def __init__(self, headers):
        self.aws_request_id = headers["Lambda-Runtime-Aws-Request-Id"]
        self.invoked_function_arn = headers["Lambda-Runtime-Invoked-Function-Arn"]
        self.function_name = os.environ["AWS_LAMBDA_FUNCTION_NAME"]
        self.function_version = os.environ["AWS_LAMBDA_FUNCTION_VERSION"]
        self.memory_limit_in_mb = os.environ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]
        self.log_group_name = os.environ["AWS_LAMBDA_LOG_GROUP_NAME"]
        self.log_stream_name = os.environ["AWS_LAMBDA_LOG_STREAM_NAME"]
        self.identity = None
        self.client_context = None
        self._deadline_ms = int(headers["Lambda-Runtime-Deadline-Ms"])

    def get_remaining_time_in_millis(self):
        return max(self._deadline_ms - int(time.time() * 1000), 0)


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


def call(connection, method, path, body=None, headers=None):
    connection.request(method, "/2018-06-01" + path, body, headers or {})
    response = connection.getresponse()
    return response.headers, response.read()


def post_error(connection, path, result):
    headers = {"Lambda-Runtime-Function-Error-Type": result["errorType"], "Content-Type": "application/json"}
    call(connection, "POST", path, json.dumps(result).encode("utf-8"), headers)


def watch_parent():
    """The cloud holds the other end of standard input: when it is gone, so is the reason to run."""

    def wait():
        while os.read(0, 1024):
            pass
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def serve(connection, handler):
    headers, body = call(connection, "GET", "/runtime/invocation/next")
    request_id = headers["Lambda-Runtime-Aws-Request-Id"]
    RequestIdFilter.request_id = request_id
    if headers["Lambda-Runtime-Trace-Id"]:
        os.environ["_X_AMZN_TRACE_ID"] = headers["Lambda-Runtime-Trace-Id"]
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
        post_error(connection, "/runtime/invocation/%s/error" % request_id, failure)
        return
    sys.stdout.flush()
    call(connection, "POST", "/runtime/invocation/%s/response" % request_id, answer)


def main():
    watch_parent()
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
    connection = http.client.HTTPConnection(API)
    try:
        handler = load_handler(os.environ["_HANDLER"])
    except BaseException as error:
        failure = error_json(error, getattr(error, "kind", None))
        log_error(failure)
        post_error(connection, "/runtime/init/error", failure)
        sys.exit(1)
    while True:
        serve(connection, handler)


if __name__ == "__main__":
    main()
