"""Calls operations through botocore and prints what it sent and understood.

A line of standard input is a case, {"service", "operation", "params",
"status", "headers", "body"}: the last three are the answer that botocore gets
instead of sending the request. A line of standard output is {"method", "url",
"headers", "body", "parsed"} or {"error"}. Bytes are {"$b": base64}, times
{"$t": seconds since 1970}. Cases of one service follow each other.

Nothing is sent: a handler of the before-send event answers.
"""

import base64
import datetime
import gc
import json
import os
import sys

for name in list(os.environ):
    if name.startswith("AWS_"):
        del os.environ[name]
os.environ.update(
    AWS_CONFIG_FILE=os.devnull,
    AWS_SHARED_CREDENTIALS_FILE=os.devnull,
    AWS_EC2_METADATA_DISABLED="true",
    AWS_S3_US_EAST_1_REGIONAL_ENDPOINT="regional",  # as all newer SDKs
)

import botocore.awsrequest
import botocore.config
import botocore.response
import botocore.session


ENDPOINTS = b'{"Endpoints":[{"Address":"cell1.example.com","CachePeriodInMinutes":1440}]}'


class Raw:
    """The body of an answer, as botocore reads it."""

    def __init__(self, content):
        self.content = content

    def read(self, amt=None):
        n = len(self.content) if amt is None else amt
        part, self.content = self.content[:n], self.content[n:]
        return part

    def stream(self, amt=None, decode_content=None):
        yield self.read()

    def close(self):
        pass


def given(shape, value):
    """A value of a case as botocore takes it, which writes members in the
    caller's order: that of the model here."""
    if isinstance(value, dict):
        if len(value) == 1:
            if "$b" in value:
                return base64.b64decode(value["$b"])
            if "$t" in value:
                return datetime.datetime.fromtimestamp(value["$t"], datetime.timezone.utc)
        kind = shape.type_name if shape else None
        if kind == "structure" and not shape.is_document_type:
            rest = [k for k in value if k not in shape.members]
            names = [k for k in shape.members if k in value] + rest
            return {k: given(shape.members.get(k), value[k]) for k in names}
        inner = shape.value if kind == "map" else None
        return {k: given(inner, v) for k, v in value.items()}
    if isinstance(value, list):
        inner = shape.member if shape and shape.type_name == "list" else None
        return [given(inner, v) for v in value]
    return value


def shown(value):
    """A value of botocore's as JSON can hold it."""
    if isinstance(value, dict):
        return {k: shown(v) for k, v in value.items() if k != "ResponseMetadata"}
    if isinstance(value, (list, tuple)):
        return [shown(v) for v in value]
    if isinstance(value, (bytes, bytearray)):
        return {"$b": base64.b64encode(value).decode()}
    if isinstance(value, datetime.datetime):
        return {"$t": value.timestamp()}
    if isinstance(value, botocore.response.StreamingBody):
        return {"$b": base64.b64encode(value.read()).decode()}
    if isinstance(value, (str, int, float, bool)) or value is None:
        return value
    return {"$object": type(value).__name__}


class Service:
    def __init__(self, name):
        session = botocore.session.Session()
        self.client = session.create_client(
            name,
            region_name="us-east-1",
            aws_access_key_id="AKIDEXAMPLE",
            aws_secret_access_key="secret",
            config=botocore.config.Config(retries={"total_max_attempts": 1}),
        )
        self.client.meta.events.register_first("before-send.*.*", self.answer)
        self.case = self.sent = None

    def answer(self, request, event_name, **_):
        if event_name.endswith(".DescribeEndpoints") and self.case["operation"] != "DescribeEndpoints":
            return botocore.awsrequest.AWSResponse(request.url, 200, {}, Raw(ENDPOINTS))  # endpoint discovery
        body = request.body
        if hasattr(body, "read"):
            body = body.read()
        if isinstance(body, str):
            body = body.encode()
        self.sent = {
            "method": request.method,
            "url": request.url,
            "headers": {k.lower(): v.decode() if isinstance(v, bytes) else v for k, v in request.headers.items()},
            "body": base64.b64encode(body or b"").decode(),
        }
        return botocore.awsrequest.AWSResponse(
            request.url, self.case["status"], self.case["headers"], Raw(base64.b64decode(self.case["body"] or ""))
        )

    def call(self, case):
        self.case, self.sent = case, None
        try:
            shape = self.client.meta.service_model.operation_model(case["operation"]).input_shape
            parsed = shown(self.client._make_api_call(case["operation"], given(shape, case["params"])))
        except Exception as e:
            result = self.sent or {}
            result["error"] = f"{type(e).__name__}: {e}"
            response = getattr(e, "response", None)
            if response:
                result["parsed"] = shown(response)
            return result
        self.sent["parsed"] = parsed
        return self.sent


def main():
    service = name = None
    for line in sys.stdin:
        case = json.loads(line)
        if case["service"] != name:
            name, service = case["service"], None
            gc.collect()
            try:
                service = Service(name)
            except Exception as e:
                service = None
                failure = f"no client: {type(e).__name__}: {e}"
        result = service.call(case) if service else {"error": failure}
        sys.stdout.write(json.dumps(result, default=str) + "\n")
        sys.stdout.flush()


main()
