-- One claim a request, each for units nobody has had; answers that grant nothing are counted as failures.
local threads = {}
local number = 0

function setup(thread)
   thread:set("number", number)
   number = number + 1
   table.insert(threads, thread)
end

function init(args)
   step = tonumber(args[2])
   requests = {}
   local place = 0
   for line in io.lines(args[1]) do
      if place % step == number then
         local token, body = line:match("^(%S+) (.*)$")
         local headers = { ["Authorization"] = "Bearer " .. token, ["Content-Type"] = "application/json" }
         requests[#requests + 1] = wrk.format("POST", "/v1/claims", headers, body)
      end
      place = place + 1
   end
   sent, granted, other = 0, 0, 0
end

function request()
   sent = sent + 1
   return requests[sent] or requests[#requests]
end

function response(status, headers, body)
   if status == 200 and body:find('"granted"', 1, true) then
      granted = granted + 1
   else
      other = other + 1
   end
end

function done(summary, latency, requests)
   local granted, other = 0, 0
   for _, thread in ipairs(threads) do
      granted = granted + thread:get("granted")
      other = other + thread:get("other")
   end
   local errors = summary.errors
   io.write(string.format(
      '{"granted": %d, "other": %d, "errors": %d, "timeouts": %d, "seconds": %.6f, "p50_ms": %.3f, "p99_ms": %.3f, "max_ms": %.3f}\n',
      granted, other, errors.connect + errors.read + errors.write, errors.timeout,
      summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, latency.max / 1e3))
end
