package spheres.claim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Who reads which of the kept networks, and what is left out: {@code readers.yaml} beside the plans.
 *
 * @param claims by id
 * @param figures what each figure of the report shows beyond what its claims read, by name: kinds
 * @param multiverse what is judged over the universes
 * @param exclusions what was trained and is not judged
 */
public record EvidenceReaders(
        Map<String, Reads> claims,
        Map<String, List<String>> figures,
        OverUniverses multiverse,
        List<Exclusion> exclusions) {
    /** The file's name. */
    public static final String FILE = "readers.yaml";

    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    public EvidenceReaders {
        claims = claims == null ? Map.of() : new TreeMap<>(claims);
        figures = figures == null ? Map.of() : new TreeMap<>(figures);
        multiverse = multiverse == null ? new OverUniverses(Map.of(), Map.of()) : multiverse;
        exclusions = exclusions == null ? List.of() : List.copyOf(exclusions);
    }

    /**
     * What a claim reads.
     *
     * @param reads kinds of networks: a folder's name without its seed; * stands for any letters
     * @param once kinds that the claim was judged on before
     * @param inTheRun whether a run may train what it judges, so that the claim's test alone is a measurement
     */
    public record Reads(List<String> reads, List<String> once, boolean inTheRun) {
        public Reads {
            reads = reads == null ? List.of() : List.copyOf(reads);
            once = once == null ? List.of() : List.copyOf(once);
        }

        boolean has(String evidence) {
            return matches(reads, evidence) || matches(once, evidence);
        }
    }

    /**
     * What is judged over the universes of the multiverse.
     *
     * @param kinds the kind of kept networks whose place a kind of training takes, by the training's id
     * @param claims by family of networks
     */
    public record OverUniverses(Map<String, String> kinds, Map<String, List<String>> claims) {
        public OverUniverses {
            kinds = kinds == null ? Map.of() : new TreeMap<>(kinds);
            claims = claims == null ? Map.of() : new TreeMap<>(claims);
        }
    }

    /**
     * Something that was trained and is not judged.
     *
     * @param id of the evidence, or words where none was kept
     * @param leftOut what of it
     * @param reason why
     * @param decided whether before or after its result was seen
     */
    public record Exclusion(String id, String leftOut, String reason, Decided decided) {
        public Exclusion {
            if (id == null || leftOut == null || reason == null || reason.isBlank() || decided == null) {
                throw new IllegalArgumentException(
                        "exclusion " + id + " needs id, leftOut, reason and decided (before or after)");
            }
        }

        /** In one paragraph. */
        public String sentence() {
            return id + ": " + leftOut + ". " + reason.strip() + " Left out " + decided + " its result was seen.";
        }
    }

    /** When something was left out. */
    public enum Decided {
        before,
        after
    }

    /** Reads the file of a folder of evidence; nobody reads anything where there is none. */
    public static EvidenceReaders read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return new EvidenceReaders(Map.of(), Map.of(), new OverUniverses(Map.of(), Map.of()), List.of());
        }
        try {
            return YAML.readValue(file.toFile(), EvidenceReaders.class);
        } catch (ValueInstantiationException e) {
            throw new IllegalArgumentException(
                    file + ": " + Objects.requireNonNullElse(e.getCause(), e).getMessage(), e);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(file + ": " + e.getOriginalMessage(), e);
        }
    }

    /** The claims that read that evidence. */
    public List<String> claimsOf(String evidence) {
        return claims.entrySet().stream()
                .filter(claim -> matches(claim.getValue().reads(), evidence))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The figures that show that evidence beyond what their claims read. */
    public List<String> figuresOf(String evidence) {
        return figures.entrySet().stream()
                .filter(figure -> matches(figure.getValue(), evidence))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Why that evidence is not judged, or not all of it. */
    public Optional<Exclusion> exclusionOf(String evidence) {
        return exclusions.stream()
                .filter(exclusion -> exclusion.id().equals(evidence))
                .findFirst();
    }

    /**
     * Where trained evidence is neither read nor listed as left out, and entries that name nothing, a line each.
     *
     * @param plans by id: whether it was trained
     * @param lost evidence of the history that is not there any more, or no longer whole
     */
    public List<String> problems(Map<String, Boolean> plans, List<Registration.Lost> lost) {
        List<String> problems = new ArrayList<>();
        plans.forEach((id, trained) -> {
            if (trained && !isRead(id) && exclusionOf(id).isEmpty()) {
                problems.add(id + " was trained, but no claim and no figure reads it: list who does, or why it is left"
                        + " out, in " + FILE);
            }
        });
        for (Registration.Lost one : lost) {
            if (exclusionOf(one.id()).isEmpty()) {
                problems.add(one.id() + " was trained for " + one.steps() + " steps and "
                        + (one.now() == 0 ? "is not kept" : "is kept for " + one.now()) + ": list why in " + FILE);
            }
        }
        for (Exclusion exclusion : exclusions) {
            String id = exclusion.id();
            boolean isLost = lost.stream().anyMatch(one -> one.id().equals(id));
            if (!isLost && plans.getOrDefault(id, false) && isRead(id)) {
                problems.add(id + " is listed as left out, but it is read and whole: remove it from " + FILE);
            }
        }
        List<String> kinds = Stream.concat(
                        claims.values().stream().flatMap(claim -> claim.reads().stream()),
                        figures.values().stream().flatMap(List::stream))
                .distinct()
                .toList();
        for (String kind : kinds) {
            if (plans.keySet().stream().noneMatch(id -> matches(List.of(kind), id))) {
                problems.add(kind + " in " + FILE + " is the kind of no plan");
            }
        }
        return problems;
    }

    private boolean isRead(String evidence) {
        return !claimsOf(evidence).isEmpty() || !figuresOf(evidence).isEmpty();
    }

    /** A folder's name without its seed. */
    static String kind(String evidence) {
        return evidence.replaceFirst("-\\d+$", "");
    }

    private static boolean matches(List<String> kinds, String evidence) {
        return kinds.stream()
                .anyMatch(kind -> kind(evidence).matches(Pattern.quote(kind).replace("*", "\\E.*\\Q")));
    }
}
