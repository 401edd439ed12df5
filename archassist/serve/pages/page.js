// Around the terminal of textual-serve: which app a tab belongs to, and what becomes of it when the connection ends.
"use strict";
(() => {
  const body = document.body, said = document.getElementById("said"), again = document.getElementById("again");

  // A reload goes on in the app that this tab had. sessionStorage is the tab's own, and ends with it.
  let tab = sessionStorage.getItem("tab" + location.pathname);
  if (!/^[0-9a-f]{32}$/.test(tab || "")) {
    tab = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
    sessionStorage.setItem("tab" + location.pathname, tab);
  }
  const socket = new URL("ws/" + tab, location.href);
  socket.protocol = location.protocol === "https:" ? "wss:" : "ws:";
  socket.search = socket.hash = "";
  document.getElementById("terminal").dataset.sessionWebsocketUrl = socket.href;

  const state = async () => {
    const answer = await fetch("state/" + tab, { cache: "no-store" });
    return answer.ok ? answer.json() : { closed: true };
  };
  const tell = (text, button) => {
    said.textContent = text;
    again.hidden = !button;
    again.textContent = button || "";
    if (button) again.focus();
  };
  again.addEventListener("click", () => location.reload());

  // Asked again and again: the app is kept for a while, and whoever walked out of the wireless network finds it as it was.
  const ended = async () => {
    let now;
    try {
      now = await state();
    } catch {
      tell("The connection is lost. What was answered is saved. Trying again …");
      setTimeout(ended, 1000);
      return;
    }
    if (now.closed) tell("This link does not open any more. Ask whoever invited you for a new one.");
    else if (now.waits) location.reload();
    else if (now.runs) tell("The review goes on in another tab.", "Go on here");
    else tell(now.trouble || "You left the review. Everything is saved.", "Open it again");
  };
  let begun = false;
  const watching = new MutationObserver(() => {
    if (body.classList.contains("-closed")) {
      watching.disconnect();
      ended();
    } else if (!begun && body.classList.contains("-first-byte")) {
      begun = true;
      document.querySelector(".xterm-helper-textarea")?.focus(); // keys go to the app before anybody clicks
    }
  });
  watching.observe(body, { attributeFilter: ["class"] });
  window.addEventListener("offline", () => {
    body.classList.add("-closed");
  });

  // The terminal of textual-serve is drawn by WebGL 2 alone, and would stay empty without a word.
  if (!document.createElement("canvas").getContext("webgl2")) {
    tell("This browser does not draw with WebGL 2, which the terminal needs. Turn it on in its settings, or use another browser.");
  }
  state().then((now) => { if (now.title) document.title = now.title; }, () => {});
})();
