package spheres.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import spheres.claim.Results;
import spheres.claim.Results.ClaimResult;
import spheres.claim.Scale;

/**
 * One figure as the page shows it: what {@code figures.yaml} says of it, with the data of a run.
 *
 * @param id its name in links
 * @param spec the Vega-Lite specification without its data; none where nothing is to be drawn
 * @param missing why data of this run are missing, if they are
 * @param tables its data, by the names that the specification uses
 */
record FigureView(
        String id,
        String title,
        String source,
        String text,
        String alt,
        List<String> claims,
        @Nullable String spec,
        List<Missing> missing,
        List<Table> tables) {
    private static final String FOLDER = "/spheres/report/";
    private static final String PUBLISHED = "published/";
    private static final String TRAIN = "Networks are trained by 'java -jar target/spheres.jar train --all'; then:";
    private static final ObjectMapper JSON = new JsonMapper();

    /** A table of figures that are data of the paper, or of this run. */
    record Table(String name, String file, boolean published, String csv) {}

    /** Why data are missing, and the command that measures them. */
    record Missing(String why, String command) {}

    /**
     * An entry of {@code figures.yaml}.
     *
     * @param claims the claims whose tests record the data; none where that is a test of its own
     * @param data by the names that the specification uses, the name of a figure of the results, a part of it after a
     *     slash, or a file of digitised data, published/...
     * @param spec the file of the specification
     */
    private record Description(
            String id,
            String title,
            String source,
            String text,
            String alt,
            List<String> claims,
            Map<String, String> data,
            String spec) {}

    /** All figures, in the page's order; then whatever the run recorded that none of them shows. */
    static List<FigureView> of(Results results) throws IOException {
        JsonNode figures = JSON.valueToTree(results.figures());
        List<FigureView> views = new ArrayList<>();
        Set<String> shown = new HashSet<>();
        Description[] descriptions =
                YAMLMapper.builder().build().readValue(Resource.text(FOLDER + "figures.yaml"), Description[].class);
        for (Description description : descriptions) {
            description.data().values().forEach(name -> shown.add(name.replaceFirst("/.*", "")));
            views.add(of(description, figures, results));
        }
        figures.properties().stream()
                .filter(figure -> !shown.contains(figure.getKey()))
                .map(figure -> other(figure.getKey(), figure.getValue()))
                .forEach(views::add);
        return List.copyOf(views);
    }

    private static FigureView of(Description description, JsonNode figures, Results results) throws IOException {
        List<Table> tables = new ArrayList<>();
        boolean complete = true;
        for (Map.Entry<String, String> entry : description.data().entrySet()) {
            String source = entry.getValue();
            boolean published = source.startsWith(PUBLISHED);
            String csv = published ? published(source) : measured(source, figures);
            complete &= !csv.isEmpty();
            tables.add(new Table(
                    entry.getKey(), source.replaceFirst(".*/", "").replaceFirst("\\.csv$", ""), published, csv));
        }
        boolean drawn = tables.stream().anyMatch(table -> !table.csv().isEmpty());
        return new FigureView(
                description.id(),
                description.title(),
                description.source(),
                description.text(),
                description.alt(),
                description.claims().stream()
                        .filter(id -> result(results, id).isPresent())
                        .toList(),
                drawn ? spec(description) : null,
                complete ? List.of() : missing(description.claims(), results),
                tables.stream().filter(table -> !table.csv().isEmpty()).toList());
    }

    private static String spec(Description description) throws IOException {
        ObjectNode spec = (ObjectNode) JSON.readTree(Resource.text(FOLDER + "specs/" + description.spec()));
        return Resource.jsonInScript(spec.put("description", description.alt()).toString());
    }

    private static String published(String file) throws IOException {
        return Resource.text("/spheres/" + file)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .reduce("", (text, line) -> text + line + '\n');
    }

    private static String measured(String name, JsonNode figures) {
        int slash = name.indexOf('/');
        JsonNode data = slash < 0
                ? figures.path(name)
                : figures.path(name.substring(0, slash)).at(name.substring(slash));
        return data.isEmpty() ? "" : CsvTable.of(data);
    }

    private static List<Missing> missing(List<String> claims, Results results) {
        List<String> withoutMeasurement = claims.stream()
                .filter(id -> result(results, id)
                        .map(result -> Status.of(result).hasNoVerdict())
                        .orElse(true))
                .toList();
        List<Missing> missing = (withoutMeasurement.isEmpty() ? claims : withoutMeasurement)
                .stream()
                        .map(id -> result(results, id)
                                .map(result -> missing(result, results.scale()))
                                .orElseGet(() -> new Missing(
                                        id + " is no claim of this run.", Page.command(id, results.scale()))))
                        .toList();
        return missing.isEmpty()
                ? List.of(new Missing("The test that records them was not part of this run.", "mvn verify"))
                : missing;
    }

    private static Optional<ClaimResult> result(Results results, String id) {
        return results.claims().stream()
                .filter(result -> result.id().equals(id))
                .findAny();
    }

    private static Missing missing(ClaimResult result, Scale scale) {
        String why = switch (Status.of(result)) {
            case NOT_RUN -> "was not run: it was left out, or its networks are not trained yet. " + TRAIN;
            case NOT_JUDGED ->
                "was not judged: its stand-in, " + result.standIn().orElseThrow()
                        + ", does not meet its preconditions. " + TRAIN;
            case FAULT ->
                "failed: " + result.fault().orElse("").lines().findFirst().orElse("");
            default -> "ran and recorded none.";
        };
        return new Missing(result.id() + " " + why, Page.command(result.id(), scale));
    }

    private static FigureView other(String name, JsonNode data) {
        return new FigureView(
                name,
                name,
                "recorded by this run",
                "Data without a chart.",
                "",
                List.of(),
                null,
                List.of(),
                List.of(new Table("data", name, false, CsvTable.of(data))));
    }
}
