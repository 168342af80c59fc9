/// How a report looks.
enum ReportStyle {
  static let css = """
    :root { color-scheme: light dark; --line: #8888; --good: #15693b; --bad: #a3161c; --page: #fff; --ink: #1b1b1b; }
    @media (prefers-color-scheme: dark) {
      :root { --good: #62cd90; --bad: #ff8d88; --page: #181818; --ink: #eee; }
    }
    * { box-sizing: border-box; }
    body { margin: 0 auto; padding: 1rem; max-width: 80rem; font: 16px/1.45 system-ui, sans-serif;
      background: var(--page); color: var(--ink); overflow-wrap: anywhere; }
    h1, h2, h3, h4 { line-height: 1.2; margin: 1.2em 0 .4em; }
    h1 { margin-top: 0; }
    .case { border-top: 2px solid var(--line); }
    .badge { display: inline-block; padding: .1em .6em; border: 2px solid; border-radius: 1em; font-size: .85rem;
      font-weight: 600; white-space: nowrap; vertical-align: middle; }
    .badge.passed { color: var(--good); }
    .badge.failed { color: var(--bad); }
    .findings li, .finding { border-left: 4px solid var(--bad); padding-left: .6em; margin: .3em 0; list-style: none; }
    .findings { padding: 0; }
    .choices { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; margin-bottom: .5rem; }
    select { font: inherit; max-width: 100%; }
    .stage { position: relative; width: 100%; max-height: 85vh; margin: 0 auto; overflow: hidden;
      border: 1px solid var(--line); touch-action: pan-y; cursor: ew-resize; user-select: none; }
    .stage img { position: absolute; inset: 0; width: 100%; height: 100%; display: none; }
    .stage img.shown { display: block; }
    .divider { position: absolute; inset: 0 auto 0 50%; width: 2px; background: #fff; box-shadow: 0 0 0 1px #000;
      pointer-events: none; z-index: 3; }
    input[type=range] { width: 100%; margin: .5rem 0 0; height: 2rem; }
    .note { font-size: .875rem; margin: .3em 0; }
    .strips { display: flex; flex-wrap: wrap; gap: .75rem; }
    figure { margin: 0; max-width: 100%; }
    figcaption { font-size: .875rem; }
    .window { position: relative; display: inline-block; max-width: 100%; line-height: 0; padding: 6px; }
    .window img { image-rendering: pixelated; max-width: 100%; height: auto; }
    .window i { position: absolute; background: var(--bad); }
    .window.upright i { top: 0; bottom: 0; width: 2px; margin-left: -1px;
      background: linear-gradient(var(--bad) 6px, transparent 6px calc(100% - 6px), var(--bad) calc(100% - 6px)); }
    .window.level i { left: 0; right: 0; height: 2px; margin-top: -1px;
      background: linear-gradient(90deg, var(--bad) 6px, transparent 6px calc(100% - 6px), var(--bad) calc(100% - 6px)); }
    .scroll { overflow-x: auto; max-width: 100%; }
    table { border-collapse: collapse; width: 100%; font-size: .9rem; }
    th, td { text-align: left; padding: .35em .6em; border-bottom: 1px solid var(--line); vertical-align: top; }
    tbody th { font-weight: 400; min-width: 11rem; }
    td { white-space: nowrap; font-variant-numeric: tabular-nums; }
    .list td:last-child { white-space: normal; min-width: 14rem; }
    code { font-size: .85em; opacity: .85; }
    .better { color: var(--good); font-weight: 600; }
    .worse, .bad { color: var(--bad); font-weight: 600; }
    @media (max-width: 40rem) {
      th, td { padding: .3em .4em; }
      tbody th { min-width: 8.5rem; }
    }
    """
}
