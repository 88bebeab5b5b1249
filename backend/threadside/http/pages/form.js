(() => {
  const script = document.currentScript;
  if (!script) return;
  const source = new URL(script.src);
  source.pathname = source.pathname.replace(/\.js$/, "");
  source.search = "";
  // Which page it was, without what stands behind `?` and `#`: that may be about the visitor.
  source.searchParams.set("page", (location.origin + location.pathname).slice(0, 2000));
  const frame = document.createElement("iframe");
  frame.src = source.href;
  frame.title = script.dataset.title || {{ say("form.submit")|tojson }};
  frame.loading = "lazy";
  frame.referrerPolicy = "no-referrer";
  frame.style.width = "100%";
  frame.style.maxWidth = "480px";
  frame.style.height = script.dataset.height || "560px";
  frame.style.border = "0";
  frame.style.colorScheme = "light dark";
  script.after(frame);
})();
