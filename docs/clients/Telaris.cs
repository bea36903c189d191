// Tells a WooCommerce shop what became of an order. .NET 6 or newer; nothing else is needed.
//
//     dotnet run https://shop.example/wp-json/wc-telaris/v1/notifications whsec_… '{"type":"ping"}'

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

var answer = await Telaris.Send(args[0], args[1], args[2], $"msg_{Guid.NewGuid():N}");
Console.WriteLine(answer);

/// <summary>Sends messages to one shop.</summary>
static class Telaris
{
    private static readonly HttpClient Http = new(new HttpClientHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>Sends one message, and again where the shop says that this helps.</summary>
    /// <param name="body">JSON, already encoded: what is signed is what is sent.</param>
    /// <param name="id">The message's name. Keep it: sending again with it is always safe.</param>
    public static async Task<string> Send(string url, string secret, string body, string id, int tries = 5)
    {
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        for (var attempt = 1; ; attempt++)
        {
            var wait = TimeSpan.FromSeconds(Math.Pow(2, attempt));
            var text = "{\"code\":\"no_answer\",\"retryable\":true}";
            try
            {
                var time = DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString();
                using var hmac = new HMACSHA256(key);
                var signature = Convert.ToBase64String(hmac.ComputeHash(Encoding.UTF8.GetBytes($"{id}.{time}.{body}")));
                using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
                request.Headers.Add("webhook-id", id);
                request.Headers.Add("webhook-timestamp", time);
                request.Headers.Add("webhook-signature", $"v1,{signature}");
                using var response = await Http.SendAsync(request);
                wait = response.Headers.RetryAfter?.Delta ?? wait;
                var came = await response.Content.ReadAsStringAsync();
                JsonDocument.Parse(came).RootElement.GetProperty("code");
                text = came;
            }
            catch (Exception error) when (error is HttpRequestException or TaskCanceledException or JsonException or KeyNotFoundException)
            {
                // No answer that can be understood: nobody knows whether the shop has acted. The id makes the next try safe.
            }
            var retryable = JsonDocument.Parse(text).RootElement.TryGetProperty("retryable", out var again) && again.ValueKind == JsonValueKind.True;
            if (!retryable || attempt >= tries)
            {
                return text;
            }
            await Task.Delay(wait < TimeSpan.FromMinutes(5) ? wait : TimeSpan.FromMinutes(5));
        }
    }
}
