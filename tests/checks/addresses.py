"""addresses.py ROOT: every address that a template writes out leads to a route of tests/golden/routes.txt."""
import pathlib
import re
import sys

LEAST = 100  # fewer found: this looks in the wrong place
root = pathlib.Path(sys.argv[1])
routes = [line.split()[:2] for line in (root / 'tests/golden/routes.txt').read_text().splitlines() if line.strip()]
ways = {method: [re.compile(re.sub(r':\w+', '[^/]+', path)) for m, path in routes if m == method] for method in ('GET', 'POST')}
found, lost = 0, []
for file in sorted((root / 'src').rglob('*.html')):
    for number, line in enumerate(file.read_text().splitlines(), 1):
        for tag, name, address in re.findall(r'(<[^>]*?\s(href|action)="(/[^"{]*)")', line):
            path = re.split('[?#]', address)[0]
            method = 'POST' if 'method="post"' in tag else 'GET'
            found += 1
            if not any(way.fullmatch(path) for way in ways[method]):
                lost.append(f'{file.relative_to(root)}:{number}: {method} {path} leads nowhere')
print(*lost, f'{found} addresses', sep='\n')
sys.exit(bool(lost) or found < LEAST)
