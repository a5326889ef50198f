package spheres.claim;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import spheres.file.WholeFile;
import spheres.input.Mistake;

/** Reads and writes {@code results.json}. */
public final class ResultsFile {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            // What is not marked otherwise must be there.
            .defaultSetterInfo(JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL))
            .build();

    private static final String ANEW = "write it anew with 'mvn verify'";

    private ResultsFile() {}

    /**
     * Writes results aside and renames them into place, so that a reader never sees half a file.
     *
     * @param file its folder is created where it is missing
     */
    public static void write(Results results, Path file) throws IOException {
        WholeFile.write(file, aside -> MAPPER.writeValue(aside.toFile(), results));
    }

    /**
     * Reads results.
     *
     * @throws IllegalArgumentException if the file is not of the form that this version writes
     * @throws IOException if it can't be read
     */
    public static Results read(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file + " does not exist: 'mvn verify' writes target/claims/results.json");
        }
        try {
            JsonNode tree = MAPPER.readTree(file.toFile());
            if (!tree.isObject()) {
                throw new IllegalArgumentException(file + ": not results: a JSON object is needed; " + ANEW);
            }
            JsonNode schema = tree.path("schema");
            if (!schema.isInt() || schema.intValue() != Results.SCHEMA) {
                throw new IllegalArgumentException(file + ": schema = " + (schema.isMissingNode() ? "nothing" : schema)
                        + " is not " + Results.SCHEMA + ": " + ANEW);
            }
            return MAPPER.treeToValue(tree, Results.class);
        } catch (JsonMappingException e) {
            String field = Mistake.field(Mistake.pointer(e));
            throw new IllegalArgumentException(
                    file + ": not results: " + (field.isEmpty() ? "" : "field " + field + ": ") + Mistake.reason(e)
                            + "; " + ANEW,
                    e);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    file + (e.getLocation() == null ? "" : ":" + e.getLocation().getLineNr()) + ": not results: "
                            + Mistake.reason(e) + "; " + ANEW,
                    e);
        } catch (CharConversionException e) {
            throw new IllegalArgumentException(file + ": not results: not UTF-8 text; " + ANEW, e);
        }
    }

    /** One value as indented JSON, in the form that it has within the results. */
    public static String json(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("can't be written as JSON: " + value, e);
        }
    }

    /**
     * The results in {@link #files}, without the data of figures.
     *
     * @throws IllegalArgumentException as for one file, or as {@link #files} says
     * @throws IOException as for one file
     */
    public static List<Results> readAll(List<Path> paths) throws IOException {
        List<Results> all = new ArrayList<>();
        for (Path file : files(paths)) {
            all.add(read(file).withoutFigures());
        }
        return all;
    }

    /**
     * The files among paths, and in place of each folder those in it whose names end in .json and every results.json of a folder in
     * it, in the order of their paths.
     *
     * @throws IllegalArgumentException if a folder has none
     */
    public static List<Path> files(List<Path> paths) throws IOException {
        List<Path> all = new ArrayList<>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                all.addAll(filesIn(path));
            } else {
                all.add(path);
            }
        }
        return all;
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> files = all.filter(Files::isRegularFile)
                    .filter(file -> folder.equals(file.getParent())
                            ? file.toString().endsWith(".json")
                            : file.endsWith("results.json"))
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw new IllegalArgumentException(folder
                        + " has no results: give a folder with *.json, or with a results.json in each of its folders");
            }
            return files;
        }
    }
}
