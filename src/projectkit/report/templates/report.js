"use strict";
// Searches, filters and sorts the projects of the page. All its texts come from the page itself.
(() => {
  const form = document.getElementById("choose");
  const found = document.getElementById("found");
  const table = document.getElementById("table");
  const words = document.getElementById("words");
  const body = table.tBodies[0];
  const selects = [...form.querySelectorAll("select")];
  const pageTitle = document.title;
  let opened = null;

  // Of many projects, a browser lays out the first only; the rest waits in templates.
  const atOnce = Number(table.dataset.atOnce);
  const all = document.getElementById("all");
  const barList = document.querySelector(".bars");
  const withRest = (parent, selector) => {
    const rest = parent?.querySelector("template");
    return [...(parent?.querySelectorAll(selector) ?? []), ...(rest?.content.querySelectorAll(selector) ?? [])];
  };
  const bars = new Map();
  for (const bar of withRest(barList, "li")) bars.set(bar.firstElementChild.getAttribute("href"), bar);
  const pages = new Map();
  for (const page of withRest(all, "article")) pages.set(page.id, page);
  const projects = withRest(body, "tr").map((row) => {
    const address = row.querySelector("a").getAttribute("href");
    const page = pages.get(address.slice(1));
    return { row, page, bar: bars.get(address), marks: new Set(row.dataset.f.split(" ")), text: null };
  });
  let fitting = projects;
  let limit = atOnce;

  // As projectkit compares text: without accents, case and soft hyphens, "co-creatie" as "cocreatie".
  const plain = (text) => (/[^\x00-\x7f]/.test(text) ? text.normalize("NFKD").replace(/[\p{M}\p{Cf}]/gu, "") : text);
  const fold = (text) => plain(text).toLowerCase().replace(/[-'’‐](?<=[\p{L}\p{N}].)(?=[\p{L}\p{N}])/gu, "");
  const textOf = (project) => (project.text ??= fold(`${project.row.textContent} ${project.page.textContent}`));
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const written = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, found.dataset.thousands);

  const tell = (shown) => {
    const number = projects.length;
    const { all, none, some } = found.dataset;
    const values = { shown: written(shown), number: written(number) };
    found.textContent = fill(some, values);
    if (shown === 0) found.textContent = none;
    if (shown === number) found.textContent = all;
    const note = document.querySelector(".filtered");
    if (note) {
      note.hidden = shown === number;
      note.querySelector("span").textContent = fill(some, values);
    }
  };

  // Shows the first parts of a list that fit, in their order, and adds those that still wait.
  const show = (parent, parts, fits) => {
    const shown = parts.filter((part) => fits.has(part)).slice(0, limit);
    const drawn = new Set(shown);
    for (const part of parts) {
      if (part.isConnected) part.hidden = !drawn.has(part);
    }
    const waiting = shown.filter((part) => !part.isConnected);
    for (const part of waiting) part.hidden = false;
    if (waiting.length) parent.append(...shown);
  };
  const draw = () => {
    show(body, projects.map(({ row }) => row), new Set(fitting.map(({ row }) => row)));
    show(all, [...pages.values()], new Set(fitting.map(({ page }) => page)));
    if (barList) show(barList, [...bars.values()], new Set(fitting.map(({ bar }) => bar)));
    for (const more of document.querySelectorAll(".more")) {
      more.hidden = fitting.length <= limit;
      more.parentElement.append(more);
    }
  };

  const choose = () => {
    const wanted = fold(words.value).split(/\s+/).filter(Boolean);
    const marks = selects.map((select) => select.value).filter(Boolean);
    const fits = (project) =>
      marks.every((mark) => project.marks.has(mark)) && wanted.every((word) => textOf(project).includes(word));
    fitting = projects.filter(fits);
    limit = atOnce;
    draw();
    tell(fitting.length);
  };

  const clear = () => {
    form.reset();
    choose();
    words.focus();
  };

  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true, sensitivity: "base" });
  const keyOf = (row, place) => {
    const cell = row.cells[place];
    return (cell.dataset.k ?? cell.textContent).trim();
  };
  const sort = (head) => {
    const place = head.cellIndex;
    const down = head.getAttribute("aria-sort") === "ascending";
    const numbers = "numbers" in head.dataset;
    const compare = (one, two) => (numbers ? Number(one) - Number(two) : collator.compare(one, two));
    const keyed = projects.map((project) => [keyOf(project.row, place), project.row]);
    keyed.sort(([one], [two]) => {
      // Projects without a value come last, in either order.
      if (!one || !two) return (one ? 0 : 1) - (two ? 0 : 1);
      return down ? compare(two, one) : compare(one, two);
    });
    const places = new Map(keyed.map(([, row], at) => [row, at]));
    projects.sort((one, two) => places.get(one.row) - places.get(two.row));
    body.append(...projects.map(({ row }) => row).filter((row) => row.isConnected));
    draw();
    for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const told = found.textContent.split(" – ")[0];
    found.textContent = `${told} – ${fill(down ? found.dataset.down : found.dataset.up, { column: head.textContent })}`;
  };
  for (const head of table.tHead.rows[0].cells) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    // In print, the heading is repeated on each sheet; a button would not be.
    head.dataset.head = head.textContent;
    button.addEventListener("click", () => sort(head));
    head.replaceChildren(button);
  }
  table.tHead.rows[0].cells[0].setAttribute("aria-sort", "ascending");

  // An address that somebody cut or typed may be no encoding of anything.
  const decoded = (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  };

  // The part of the address behind "#": a project to open, or choices such as "f=t3+y2020".
  const follow = () => {
    const part = decoded(location.hash.slice(1));
    const page = pages.get(part);
    if (page) {
      page.hidden = false;
      if (!page.isConnected) {
        all.append(page);
        // The browser looks for the target of an address only when it goes there.
        location.replace(location.hash);
      }
      const title = page.querySelector("h2");
      document.title = `${title.textContent} – ${pageTitle}`;
      title.focus({ preventScroll: true });
      return;
    }
    document.title = pageTitle;
    if (part.startsWith("f=")) {
      const marks = part.slice(2).split("+");
      words.value = "";
      for (const select of selects) {
        select.value = marks.find((mark) => [...select.options].some((option) => option.value === mark)) ?? "";
      }
      choose();
      document.getElementById("projects").scrollIntoView();
      words.focus({ preventScroll: true });
    } else if (opened?.isConnected && opened.offsetParent) {
      opened.focus({ preventScroll: part !== "projects" });
    }
    opened = null;
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href^='#']");
    if (link && link.closest(".overview")) opened = link;
    // The same choice again does not change the address, but must be followed.
    if (link && link.getAttribute("href") === location.hash) follow();
  });
  for (const button of document.querySelectorAll(".more button")) {
    button.addEventListener("click", () => {
      limit += atOnce;
      draw();
    });
  }
  for (const button of document.querySelectorAll("button.clear")) button.addEventListener("click", clear);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", choose);
  addEventListener("hashchange", follow);
  form.hidden = false;
  draw();
  follow();
})();
