// Whether the server is there, as Streamlit's page says it; and what the page did once it came back.

/** Tell `hears` {lost(), back()} when the connection is lost and when it is there again; returns how to stop listening. */
export function watchConnection(hears) {
  const page = document.querySelector("[data-test-connection-state]");
  if (!page) { return () => {}; }
  let isLost = false;
  const look = () => {
    const isThere = page.dataset.testConnectionState === "CONNECTED";
    if (isThere === !isLost) { return; }
    isLost = !isThere;
    hears[isLost ? "lost" : "back"]();
  };
  const observer = new MutationObserver(look);
  observer.observe(page, { attributes: true, attributeFilter: ["data-test-connection-state"] });
  return () => observer.disconnect();
}
