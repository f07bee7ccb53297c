-- people.lua: each request comes from another person of the file PEOPLE that bench.py wrote: kind, cookie, path, body.
-- COOKIE is what stands before it ("__Host-rj=").
-- WHAT is "today" (GET) or "checkin" (POST); KIND narrows to alone or linked. What comes back is not looked at here:
-- wrk would become the slower half. bench.py looks before and after, and at the bytes.
local cookie_name = os.getenv("COOKIE") or "__Host-rj="
local what, kind = os.getenv("WHAT") or "today", os.getenv("KIND") or ""
local ready, n, at = {}, 0, 0

function init(args)
	for line in io.lines(os.getenv("PEOPLE")) do
		local of, cookie, path, body = line:match("^([^\t]*)\t([^\t]*)\t([^\t]*)\t([^\t]*)$")
		if of and (kind == "" or of == kind) then
			local headers = { Host = wrk.host .. ":" .. wrk.port, Cookie = cookie_name .. cookie }
			n = n + 1
			if what == "today" then
				ready[n] = wrk.format("GET", os.getenv("PATH_GET") or "/today", headers)
			else
				headers["Sec-Fetch-Site"] = "same-origin"
				headers["Origin"] = "http://" .. headers.Host
				headers["Content-Type"] = "application/x-www-form-urlencoded"
				ready[n] = wrk.format("POST", path, headers, body)
			end
		end
	end
	assert(n > 0, "nobody in PEOPLE")
end

function request()
	at = at % n + 1
	return ready[(at * 7919) % n + 1]
end
