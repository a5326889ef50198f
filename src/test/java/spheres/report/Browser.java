package spheres.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A headless Chromium, spoken to by the WebDriver protocol (W3C), of which a test of one page needs four commands. Debian's packages
 * chromium and chromium-driver bring what it needs.
 */
public final class Browser implements AutoCloseable {
    /** What a test says that is skipped for want of a browser. */
    public static final String NONE =
            "no chromium and chromedriver here: the claim report is not seen in a browser (Debian: apt-get install chromium chromium-driver)";

    private static final ObjectMapper MAPPER = new JsonMapper();
    private static final Pattern STARTED = Pattern.compile("started successfully on port (\\d+)");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process driver;
    private final URI session;

    private Browser(Process driver, URI session) {
        this.driver = driver;
        this.session = session;
    }

    /** A browser, or empty where this machine has none. */
    public static Optional<Browser> open() throws IOException {
        Optional<Path> chromium = Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> find(name).stream())
                .findFirst();
        Optional<Path> driver = find("chromedriver");
        return chromium.isPresent() && driver.isPresent()
                ? Optional.of(start(driver.get(), chromium.get()))
                : Optional.empty();
    }

    private static Optional<Path> find(String program) {
        return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Browser start(Path driver, Path chromium) throws IOException {
        Process process = new ProcessBuilder(driver.toString(), "--port=0")
                .redirectErrorStream(true)
                .start();
        try {
            URI sessions = URI.create("http://127.0.0.1:" + port(process) + "/session");
            JsonNode opened = new Browser(process, sessions)
                    .post(
                            "",
                            Map.of(
                                    "capabilities",
                                    Map.of(
                                            "alwaysMatch",
                                            Map.of(
                                                    "goog:loggingPrefs", Map.of("browser", "ALL"),
                                                    "goog:chromeOptions",
                                                            Map.of(
                                                                    "binary", chromium.toString(),
                                                                    "args",
                                                                            List.of(
                                                                                    "--headless=new",
                                                                                    "--no-sandbox",
                                                                                    "--disable-gpu",
                                                                                    "--disable-dev-shm-usage",
                                                                                    "--hide-scrollbars"))))));
            return new Browser(
                    process,
                    URI.create(sessions + "/" + opened.path("sessionId").asText()));
        } catch (IOException | RuntimeException e) {
            process.destroy();
            throw e;
        }
    }

    private static int port(Process process) throws IOException {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher started = STARTED.matcher(line);
            if (started.find()) {
                return Integer.parseInt(started.group(1));
            }
        }
        throw new IOException("chromedriver did not start");
    }

    /** Opens a page from disk and waits until its figures are drawn. */
    public void show(Path page) {
        post("/url", Map.of("url", page.toUri().toString()));
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!run("return document.documentElement.dataset.ready === 'true'").asBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(page + " is not drawn after " + PATIENCE.toSeconds() + " s");
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What a script returns. */
    public JsonNode run(String script) {
        return post("/execute/sync", Map.of("script", script, "args", List.of()));
    }

    /** The texts that a script returns. */
    public List<String> texts(String script) {
        List<String> texts = new ArrayList<>();
        run(script).forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /** The size of the window in CSS pixels, and whether the page is seen in the dark. */
    public void see(int width, int height, boolean dark) {
        chrome(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
        chrome(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "media",
                        "",
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    /** A picture of the page as a PNG file: what the window shows, or a part of the page whole. */
    public void picture(Path file) throws IOException {
        save(file, chrome("Page.captureScreenshot", Map.of("format", "png")));
    }

    /** A picture of an element and what is in it. */
    public void picture(Path file, String selector) throws IOException {
        JsonNode box = run(
                "const b = document.querySelector('" + selector
                        + "').getBoundingClientRect(); return {x: b.x + scrollX, y: b.y + scrollY, width: b.width, height: b.height, scale: 1}");
        save(
                file,
                chrome("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true, "clip", box)));
    }

    private static void save(Path file, JsonNode picture) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, Base64.getDecoder().decode(picture.path("data").asText()));
    }

    /** What the console said since the last call, errors and warnings. */
    public List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        post("/se/log", Map.of("type", "browser")).forEach(entry -> {
            String level = entry.path("level").asText();
            if (level.equals("SEVERE") || level.equals("WARNING")) {
                complaints.add(level + " " + entry.path("message").asText());
            }
        });
        return complaints;
    }

    private JsonNode chrome(String command, Map<String, Object> parameters) {
        return post("/goog/cdp/execute", Map.of("cmd", command, "params", parameters));
    }

    private JsonNode post(String path, Map<String, Object> body) {
        try {
            ObjectNode json = MAPPER.valueToTree(body);
            return send(HttpRequest.newBuilder(URI.create(session + path))
                    .POST(HttpRequest.BodyPublishers.ofString(json.toString())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<String> response = client.send(
                    request.timeout(PATIENCE)
                            .header("Content-Type", "application/json")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            JsonNode value = MAPPER.readTree(response.body()).path("value");
            if (response.statusCode() != 200) {
                throw new IOException("chromedriver: " + value.path("message").asText(response.body()));
            }
            return value;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            send(HttpRequest.newBuilder(session).DELETE());
        } finally {
            driver.destroy();
        }
    }
}
