package spheres.claim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Claims, measurements and claim files for the tests of everything that reads them. */
public final class ExampleClaim {
    /** The mean of something, printed as 5.0: the statement holds in [0, 10], the figure is reproduced in [4, 6]. */
    public static final Quantity MEAN = new Quantity(
            "mean",
            Kind.EXACT,
            "mean of the example",
            new Quantity.Printed("5.0", 5),
            new Range(0, 10),
            new Range(4, 6),
            "Chosen for the example.",
            0,
            0,
            0,
            false);

    /** When the runs of the examples began. */
    public static final String WHEN = "2026-01-31T12:00:00Z";

    private ExampleClaim() {}

    /** A quantity judged by ranges, without a printed figure. */
    static Quantity quantity(String name, Kind kind, @Nullable Range holds, @Nullable Range figure) {
        return new Quantity(name, kind, name + " of the example", null, holds, figure, "Chosen.", 0, 0, 0, false);
    }

    /** A claim of section 2 with those quantities and preconditions. */
    public static Claim claim(String id, Verdict expect, List<Quantity> quantities, List<Quantity> preconditions) {
        return claim(id, false, expect, quantities, List.of(), preconditions);
    }

    /** A claim about {@link #MEAN} whose sentence was not located. */
    public static Claim recollected(String id, Verdict expect) {
        return claim(id, true, expect, List.of(MEAN), List.of(), List.of());
    }

    /** A claim of section 2 whose text can be read in those ways. */
    public static Claim claim(String id, Verdict expect, List<Quantity> shared, Reading... readings) {
        return claim(id, false, expect, shared, List.of(readings), List.of());
    }

    private static Claim claim(
            String id,
            boolean recollected,
            Verdict expect,
            List<Quantity> quantities,
            List<Reading> readings,
            List<Quantity> preconditions) {
        return new Claim(
                id,
                "2",
                "arXiv:1801.02774v2, section 2",
                recollected,
                "The example of that id holds.",
                Map.of("dimension", 500),
                quantities,
                readings,
                preconditions,
                Map.of(Scale.QUICK, Map.of("samples", 10L), Scale.PAPER, Map.of("samples", 1000L)),
                1,
                expect,
                expect == Verdict.DEVIATES || expect == Verdict.REFUTED || expect == Verdict.DEPENDS
                        ? new Erratum("printed", "correct", null, "known")
                        : null,
                null);
    }

    /** A claim of section 2 about {@link #MEAN}. */
    public static Claim claim(String id, Verdict expect) {
        return claim(id, expect, List.of(MEAN), List.of());
    }

    static Measurement measured(String quantity, Observation observed) {
        return new Measurement(quantity, "the example", observed, 10, 1801, Scale.QUICK, 0.5, Map.of());
    }

    /** The exact value of {@link #MEAN}. */
    public static Measurement mean(double value) {
        return mean(value, 0);
    }

    /** The value of {@link #MEAN} with an error. */
    public static Measurement mean(double value, double error) {
        return measured("mean", new Observation.Exact(value, error));
    }

    /** Results of a run at scale quick. */
    public static Results results(Results.ClaimResult... claims) {
        return new Results(
                Results.SCHEMA, WHEN, Scale.QUICK, 1801, "unknown", Map.of("cores", "2"), List.of(claims), Map.of());
    }

    /** The text of a claim file about {@link #MEAN}. */
    public static String yaml(String id, String expect) {
        return """
                id: %s
                section: "2"
                source: "arXiv:1801.02774v2, section 2"
                statement: The mean of the example is five.
                setting: {dimension: 500, outerRadius: 1.3}
                quantities:
                  - name: mean
                    kind: exact
                    what: mean of the example
                    paper: {printed: "5.0", value: 5}
                    holds: {min: 0, max: 10}
                    figure: {min: 4, max: 6}
                    reason: Chosen for the example.
                sizes:
                  quick: {samples: 10}
                  paper: {samples: 1000}
                expect: %s
                """.formatted(id, expect);
    }

    /** Writes a claim file, and beside it the project's schema. */
    public static Path write(Path folder, String id, String text) throws IOException {
        Path schema = folder.resolve("schema.json");
        if (!Files.exists(schema)) {
            Files.copy(Path.of("claims", "schema.json"), schema);
        }
        return Files.writeString(folder.resolve(id + ".yaml"), text);
    }
}
