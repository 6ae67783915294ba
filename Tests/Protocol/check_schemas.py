"""Every line that the server writes, validated against the published schema of its version.

MCP_SCHEMAS names a folder with VERSION.json files; they are not part of the project.
Run in an environment with `jsonschema`.
"""

import json
import os
from pathlib import Path

from harness import META, ROOT, Server, run, skipped

FOLDER = Path(os.environ.get("MCP_SCHEMAS", ROOT.parent / "shared" / "mcp-schemas"))
VERSIONS = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", "2026-07-28"]
MODERN = VERSIONS[-1]


def validator(schema, name):
    import jsonschema

    key = "$defs" if "$defs" in schema else "definitions"
    wanted = {"$ref": f"#/{key}/{name}", key: schema[key]}
    kind = jsonschema.Draft202012Validator if key == "$defs" else jsonschema.Draft7Validator
    return kind(wanted)


def calls(passage, prompt_argument):
    """Method, parameters, and the name of the result's schema; None where an error is wanted."""
    ask = {"question": "is leaky gut a real diagnosis?"}
    return [
        ("tools/list", {}, "ListToolsResult"),
        ("tools/call", {"name": "ask", "arguments": ask}, "CallToolResult"),
        ("tools/call", {"name": "ask", "arguments": {"question": "there is blood in my stool"}}, "CallToolResult"),
        ("tools/call", {"name": "ask", "arguments": {"question": "what is the capital of France"}}, "CallToolResult"),
        ("tools/call", {"name": "ask", "arguments": {**ask, "debug": True, "render": {"format": "slack"}}}, "CallToolResult"),
        ("tools/call", {"name": "ask", "arguments": {"question": ""}}, "CallToolResult"),
        ("tools/call", {"name": "ask"}, "CallToolResult"),
        ("tools/call", {"name": "search", "arguments": {"query": "zonulin"}}, "CallToolResult"),
        ("tools/call", {"name": "triage", "arguments": {"message": "chest pain and I can't breathe"}}, "CallToolResult"),
        ("tools/call", {"name": "none"}, None),
        ("resources/list", {}, "ListResourcesResult"),
        ("resources/list", {"cursor": ""}, None),
        ("resources/templates/list", {}, "ListResourceTemplatesResult"),
        ("resources/read", {"uri": passage}, "ReadResourceResult"),
        ("resources/read", {"uri": "askwell://doc/none"}, None),
        ("prompts/list", {}, "ListPromptsResult"),
        ("prompts/get", {"name": "ask", "arguments": {"question": "can it be repaired?"}}, "GetPromptResult"),
        ("prompts/get", {"name": "triage", "arguments": {"message": "no blood"}}, "GetPromptResult"),
        ("prompts/get", {"name": "ask"}, None),
        ("completion/complete", {"ref": {"type": "ref/prompt", "name": "ask"}, "argument": {"name": "question", "value": prompt_argument}}, "CompleteResult"),
        ("nothing/here", {}, None),
    ]


def check(version):
    import jsonschema

    schema = json.loads((FOLDER / f"{version}.json").read_text())
    modern = version == MODERN
    server = Server()
    results = errors = 0
    envelope = validator(schema, "JSONRPCMessage")
    failure = validator(schema, "JSONRPCErrorResponse" if "JSONRPCErrorResponse" in json.dumps(schema) else "JSONRPCError")

    def call(method, params, name):
        nonlocal results, errors
        if modern:
            params = {**params, "_meta": META}
        reply = server.request(method, params)
        envelope.validate(reply)
        if name is None:
            assert "error" in reply, (method, params, reply)
            failure.validate(reply)
            errors += 1
            return reply["error"]
        assert "result" in reply, (method, params, reply)
        validator(schema, name).validate(reply["result"])
        results += 1
        return reply["result"]

    if modern:
        call("server/discover", {}, "DiscoverResult")
        bad = server.request("tools/list", {"_meta": {**META, "io.modelcontextprotocol/protocolVersion": "1999-01-01"}})
        validator(schema, "UnsupportedProtocolVersionError").validate(bad)
    else:
        hello = {"protocolVersion": version, "capabilities": {}, "clientInfo": {"name": "check", "version": "1"}}
        assert call("initialize", hello, "InitializeResult")["protocolVersion"] == version
        call("ping", {}, "EmptyResult")
    tools = {tool["name"]: tool for tool in call("tools/list", {}, "ListToolsResult")["tools"]}
    for tool in tools.values():
        jsonschema.Draft202012Validator.check_schema(tool["inputSchema"])
        if "outputSchema" in tool:
            jsonschema.Draft202012Validator.check_schema(tool["outputSchema"])
    listed = call("resources/list", {}, "ListResourcesResult")["resources"]
    passage = next(entry["uri"] for entry in listed if entry["uri"].startswith("askwell://passage/"))
    for method, params, name in calls(passage, "i"):
        result = call(method, params, name)
        if method == "tools/call" and name and not result.get("isError") and version >= "2025-06-18":
            output = tools[params["name"]]["outputSchema"]
            jsonschema.Draft202012Validator(output).validate(result["structuredContent"])
        if method == "tools/call" and name and result.get("isError"):
            assert "structuredContent" not in result
    for entry in listed:
        assert call("resources/read", {"uri": entry["uri"]}, "ReadResourceResult")["contents"][0]["text"]
    assert server.end() == 0
    return f"{results} results and {errors} errors"


def checks():
    if not FOLDER.is_dir():
        skipped(f"schemas: no folder {FOLDER}; set MCP_SCHEMAS")
        return
    for version in VERSIONS:
        def one(version=version):
            return check(version)

        one.__name__ = f"lines are valid in {version}"
        yield one


def a_quote_is_the_slice_of_the_resource_that_it_names():
    server = Server()
    count = 0
    for question in ("is leaky gut a real diagnosis?", "can they test for it", "there is blood in my stool"):
        answer = server.request("askwell/ask", {"question": question})["result"]
        citations = answer["citations"] + answer.get("escalation", {}).get("citations", [])
        assert citations
        for citation in citations:
            read = server.request("resources/read", {"uri": citation["uri"], "_meta": META})
            text = read["result"]["contents"][0]["text"].encode()
            assert text[citation["start"] : citation["end"]].decode() == citation["quote"]
            for part in citation.get("parts", []):
                assert text[part["start"] : part["end"]].decode() == part["quote"]
            count += 1
    assert server.end() == 0
    return f"{count} citations"


run([*checks(), a_quote_is_the_slice_of_the_resource_that_it_names])
