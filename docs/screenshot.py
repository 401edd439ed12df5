"""Makes docs/interview.svg: the app itself, on the Notion example, at 120 by 36. The picture fetches no fonts."""

from __future__ import annotations

import asyncio
import re
import tempfile
from pathlib import Path

from archassist.tui.app import ArchassistApp
from archassist.tui.model import Model


async def main() -> None:
    """Open the example, answer one question, and save what is on the screen."""
    with tempfile.TemporaryDirectory() as folder:
        app = ArchassistApp(Model.example("notion-2021", Path(folder) / "notion-2021.toml"))
        async with app.run_test(size=(120, 36)) as pilot:
            await pilot.pause(0.5)
            app.go_to("write_share")
            await pilot.pause(0.2)
            await pilot.press(*"12..20%", "enter")
            for _ in range(100):
                await pilot.pause(0.1)
                if app.model.sampled is not None:
                    break
            await pilot.pause(1)
            picture = re.sub(
                r"@font-face \{.*?\}\s*", "", app.export_screenshot(title="archassist"), flags=re.DOTALL
            )
            Path(__file__).with_name("interview.svg").write_text(picture)


asyncio.run(main())
