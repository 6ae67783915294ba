"""The `fastmcp` client: everything is listed and called."""

import asyncio
import importlib.metadata

from fastmcp import Client
from fastmcp.client.transports import StdioTransport

from harness import ASKWELL, INDEX


async def main():
    async with Client(StdioTransport(ASKWELL, ["serve", "--index", INDEX])) as client:
        tools = await client.list_tools()
        assert [tool.name for tool in tools] == ["ask", "search", "triage"]
        answer = await client.call_tool("ask", {"question": "is leaky gut a real diagnosis?"})
        assert answer.structured_content["outcome"] == "answer"
        resources = await client.list_resources()
        assert resources
        for resource in resources:
            assert (await client.read_resource(resource.uri))[0].text
        assert len(await client.list_resource_templates()) == 2
        assert [prompt.name for prompt in await client.list_prompts()] == ["ask", "triage"]
        prompt = await client.get_prompt("triage", {"message": "I vomit blood"})
        assert "escalate" in prompt.messages[0].content.text
        try:
            await client.call_tool("ask", {"question": ""})
        except Exception as error:
            assert "question" in str(error)
        else:
            raise AssertionError("an empty question must be an error")
        print(f"ok      fastmcp {importlib.metadata.version('fastmcp')}: {len(tools)} tools, {len(resources)} resources")


asyncio.run(main())
