"""The tools as `langchain-mcp-adapters` gives them to a framework."""

import asyncio
import importlib.metadata

from langchain_mcp_adapters.client import MultiServerMCPClient

from harness import ASKWELL, INDEX


async def main():
    server = {"transport": "stdio", "command": ASKWELL, "args": ["serve", "--index", INDEX]}
    client = MultiServerMCPClient({"askwell": server})
    tools = {tool.name: tool for tool in await client.get_tools()}
    assert sorted(tools) == ["ask", "search", "triage"]
    answer = await tools["ask"].ainvoke({"question": "there is blood in my stool"})
    assert "blood in my stool" in str(answer)
    assert await tools["search"].ainvoke({"query": "zonulin"})
    assert "escalate" in str(await tools["triage"].ainvoke({"message": "I vomit blood"}))
    resources = await client.get_resources("askwell")
    assert resources
    prompt = await client.get_prompt("askwell", "ask", arguments={"question": "can it be repaired?"})
    assert "can it be repaired?" in prompt[0].content
    print(f"ok      langchain-mcp-adapters {importlib.metadata.version('langchain-mcp-adapters')}: {len(tools)} tools, {len(resources)} resources")


asyncio.run(main())
