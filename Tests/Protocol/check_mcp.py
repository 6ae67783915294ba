"""The official Python client of the installed version, in each of its modes: everything is listed and called.

Run in an environment with `mcp` 1.30.0 or 2.3.0.
"""

import asyncio
import importlib.metadata
import json
import sys
import time

from harness import ASKWELL, INDEX

VERSION = importlib.metadata.version("mcp")


async def everything(session, listed_errors) -> dict:
    """The same calls for every client; `session` has the methods of the official client."""
    tools = await session.list_tools()
    assert [tool.name for tool in tools.tools] == ["ask", "search", "triage"]
    answer = await session.call_tool("ask", {"question": "is leaky gut a real diagnosis?"})
    assert structured(answer)["outcome"] == "answer"
    escalation = await session.call_tool("ask", {"question": "there is blood in my stool"})
    assert structured(escalation)["outcome"] == "escalate"
    nothing = await session.call_tool("ask", {"question": "what is the capital of France"})
    assert structured(nothing)["outcome"] == "abstain"
    assert json.loads(answer.content[-1].text) == structured(answer)
    found = await session.call_tool("search", {"query": "zonulin", "limit": 2})
    assert len(structured(found)["hits"]) == 2
    triage = await session.call_tool("triage", {"message": "I vomit blood"})
    assert structured(triage)["level"] == "escalate"
    wrong = await session.call_tool("ask", {"question": ""})
    assert is_error(wrong) and "question" in wrong.content[0].text
    many = await asyncio.gather(*(session.call_tool("ask", {"question": f"question {n}?"}) for n in range(20)))
    assert all(structured(one)["v"] == 1 for one in many)
    resources = (await session.list_resources()).resources
    for resource in resources:
        read = await session.read_resource(resource.uri)
        assert read.contents[0].text
    templates = await session.list_resource_templates()
    assert len(getattr(templates, "resource_templates", None) or templates.resourceTemplates) == 2
    prompts = (await session.list_prompts()).prompts
    assert [prompt.name for prompt in prompts] == ["ask", "triage"]
    prompt = await session.get_prompt("ask", {"question": "can it be repaired?"})
    assert "can it be repaired?" in prompt.messages[0].content.text
    for wanted in (lambda: session.read_resource("askwell://doc/none"), lambda: session.get_prompt("none", {}), lambda: session.call_tool("none", {})):
        try:
            result = await wanted()
        except listed_errors:
            continue
        assert is_error(result), "an unknown name must be an error"
    return {"tools": 3, "resources": len(resources), "prompts": len(prompts)}


def structured(result):
    return getattr(result, "structured_content", None) or getattr(result, "structuredContent", None)


def is_error(result):
    return getattr(result, "is_error", None) or getattr(result, "isError", None)


async def one():
    """mcp 1.x: the handshake."""
    from mcp import ClientSession, McpError, StdioServerParameters
    from mcp.client.stdio import stdio_client
    from mcp.types import PromptReference

    parameters = StdioServerParameters(command=ASKWELL, args=["serve", "--index", INDEX])
    async with stdio_client(parameters) as (read, write):
        async with ClientSession(read, write) as session:
            hello = await session.initialize()
            assert hello.serverInfo.name == "askwell"
            await session.send_ping()
            counts = await everything(session, McpError)
            done = await session.complete(PromptReference(type="ref/prompt", name="ask"), {"name": "question", "value": ""})
            assert done.completion.values
    return hello.protocolVersion, counts


async def two(mode):
    """mcp 2.x in one of its modes."""
    from mcp import Client, MCPError, StdioServerParameters
    from mcp.types import PromptReference

    parameters = StdioServerParameters(command=ASKWELL, args=["serve", "--index", INDEX])
    async with Client(parameters, mode=mode) as client:
        counts = await everything(client, MCPError)
        done = await client.complete(PromptReference(type="ref/prompt", name="ask"), {"name": "question", "value": ""})
        assert done.completion.values
        version = getattr(client, "protocol_version", None)
    return version, counts


def main():
    modes = [None] if VERSION.startswith("1.") else ["auto", "legacy", "2026-07-28"]
    for mode in modes:
        start = time.monotonic()
        version, counts = asyncio.run(one() if mode is None else two(mode))
        print(f"ok      mcp {VERSION}, mode {mode or 'handshake'}: version {version}, {counts} ({time.monotonic() - start:.1f} s)", flush=True)


if __name__ == "__main__":
    sys.exit(main())
