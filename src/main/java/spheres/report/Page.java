package spheres.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import spheres.claim.EvidenceReaders;
import spheres.claim.Nights;
import spheres.claim.Registration;
import spheres.claim.RegistrationFile;
import spheres.claim.Results;
import spheres.claim.Scale;
import spheres.claim.SuiteLevel;
import spheres.file.WholeFile;

/** The claim report: one HTML file with all that it needs, made from results and the registration beside the claim files. */
public final class Page {
    private static final String FOLDER = "/spheres/report/";
    private static final List<String> LIBRARIES = List.of("vega", "vega-lite", "vega-embed");

    /**
     * The root of Allure's tree of behaviours. A group below is named by the MD5 of its parent's name and its own; a single
     * test has a random name, so that a link can open a section, which lists its claims.
     */
    private static final String ALLURE_ROOT = "b1a8273437954620fa374b796ffaacdd";

    private final Results results;
    private final List<Results> history;
    private final @Nullable Nights nights;
    private final @Nullable Path claims;
    private final @Nullable Path allure;

    private Page(
            Results results,
            List<Results> history,
            @Nullable Nights nights,
            @Nullable Path claims,
            @Nullable Path allure) {
        if (results.claims().isEmpty()) {
            throw new IllegalArgumentException(
                    "claims = [] has no claim to report: write the results anew with 'mvn verify'");
        }
        this.results = results;
        this.history = List.copyOf(history);
        this.nights = nights;
        this.claims = claims;
        this.allure = allure;
    }

    /** The page of a run. */
    public static Page of(Results results) {
        return new Page(results, List.of(), null, null, null);
    }

    /** The same with what other runs gave beside each claim. */
    public Page withHistory(List<Results> others) {
        return new Page(results, others, nights, claims, allure);
    }

    /** The same with what the run and others come to together. */
    public Page withNights(Nights together) {
        return new Page(results, history, together, claims, allure);
    }

    /** The same with links to the claim files in that folder, and with their registration. */
    public Page withClaims(Path folder) {
        return new Page(results, history, nights, folder, allure);
    }

    /** The same with links into that Allure report. */
    public Page withAllure(Path index) {
        return new Page(results, history, nights, claims, index);
    }

    /**
     * Writes the page aside and renames it into place, so that a reader never sees half of it.
     *
     * @param file its folder is created where it is missing
     */
    public void write(Path file) throws IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().normalize().getParent(), "a file has a folder");
        String html = html(folder);
        WholeFile.write(file, aside -> Files.writeString(aside, html));
    }

    private String html(Path folder) throws IOException {
        Configuration templates = new Configuration(Configuration.VERSION_2_3_34);
        templates.setClassForTemplateLoading(Page.class, FOLDER);
        templates.setDefaultEncoding(StandardCharsets.UTF_8.name());
        templates.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        templates.setLogTemplateExceptions(false);
        templates.setNumberFormat("computer");
        StringWriter html = new StringWriter();
        try {
            templates.getTemplate("page.ftlh").process(model(folder), html);
        } catch (TemplateException e) {
            throw new IllegalStateException("the template of the report does not fit its data: " + e.getMessage(), e);
        }
        return html.toString();
    }

    /** What the template knows: plain maps, lists, texts and numbers. */
    private Map<String, Object> model(Path folder) throws IOException {
        List<ClaimView> views = results.claims().stream()
                .map(result -> ClaimView.of(result, results, history))
                .toList();
        Map<String, Object> model = new LinkedHashMap<>();
        model.put(
                "run",
                Map.of(
                        "when",
                        results.when(),
                        "scale",
                        results.scale(),
                        "seed",
                        results.seed(),
                        "commit",
                        results.commit()));
        model.put("environment", results.environment());
        model.put("claims", views);
        if (nights != null) {
            model.put("nights", NightsView.of(nights));
        }
        model.put("levels", SuiteLevel.of(results).toString());
        model.put("statuses", Status.values());
        model.put("sections", views.stream().map(ClaimView::section).distinct().toList());
        model.put("figures", FigureView.of(results));
        model.put("commands", commands());
        Registration registration =
                claims == null ? null : RegistrationFile.read(claims).orElse(null);
        if (registration != null) {
            model.put("registration", registered(registration));
            model.put("registrationSummary", registration.summary());
            model.put("registrationDefinition", Registration.DEFINITION);
            model.put(
                    "exclusions",
                    EvidenceReaders.read(Objects.requireNonNull(claims).resolve("evidence")).exclusions().stream()
                            .map(EvidenceReaders.Exclusion::sentence)
                            .toList());
        }
        model.put("files", claims == null ? Map.of() : files(folder, claims));
        model.put("tests", allure == null ? Map.of() : tests(folder, allure));
        model.put("style", Resource.text(FOLDER + "page.css"));
        model.put("script", Resource.inScript(Resource.text(FOLDER + "page.js")));
        model.put("libraries", libraries());
        model.put("licence", Resource.text(FOLDER + "vega-licence.txt"));
        ObjectMapper mapper = JsonMapper.builder().build();
        return mapper.convertValue(
                model, mapper.getTypeFactory().constructMapType(Map.class, String.class, Object.class));
    }

    private Map<String, String> commands() {
        Map<String, String> commands = new LinkedHashMap<>();
        results.claims().forEach(claim -> commands.put(claim.id(), command(claim.id(), results.scale())));
        return commands;
    }

    private Map<String, String> registered(Registration registration) {
        Map<String, String> sentences = new LinkedHashMap<>();
        results.claims()
                .forEach(claim ->
                        registration.find(claim.id()).ifPresent(entry -> sentences.put(claim.id(), entry.sentence())));
        return sentences;
    }

    /** What measures one claim again. */
    static String command(String claim, Scale scale) {
        return "mvn verify " + (scale == Scale.PAPER ? "-Ppaper " : "") + "-Dspheres.claim=" + claim;
    }

    private Map<String, String> files(Path folder, Path directory) {
        Map<String, String> links = new LinkedHashMap<>();
        results.claims().forEach(claim -> links.put(claim.id(), link(folder, directory.resolve(claim.id() + ".yaml"))));
        return links;
    }

    private Map<String, String> tests(Path folder, Path index) {
        Map<String, String> links = new LinkedHashMap<>();
        results.claims()
                .forEach(claim -> links.put(
                        claim.id(),
                        link(folder, index) + "#behaviors/" + md5(ALLURE_ROOT + "Section " + claim.section())));
        return links;
    }

    private static String link(Path folder, Path file) {
        return folder.relativize(file.toAbsolutePath().normalize()).toString().replace('\\', '/');
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Map<String, String>> libraries() throws IOException {
        List<Map<String, String>> libraries = new ArrayList<>();
        for (String name : LIBRARIES) {
            Properties jar = new Properties();
            jar.load(new StringReader(Resource.text("/META-INF/maven/org.webjars/" + name + "/pom.properties")));
            String version = jar.getProperty("version");
            libraries.add(Map.of(
                    "name",
                    name + " " + version,
                    "code",
                    Resource.inScript(Resource.text(
                            "/META-INF/resources/webjars/" + name + "/" + version + "/" + name + ".min.js"))));
        }
        return libraries;
    }
}
