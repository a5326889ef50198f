package spheres.network;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The shape of a network that maps a point of R^d to one logit; positive means the outer sphere.
 *
 * <p>A new family is a record that implements this, with a constant in {@link Family}, a name below and a function in {@link
 * #match}; the compiler then lists every place that must handle it.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "family")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ReluArchitecture.class, name = "relu"),
    @JsonSubTypes.Type(value = QuadraticArchitecture.class, name = "quadratic")
})
public sealed interface Architecture permits ReluArchitecture, QuadraticArchitecture {

    /**
     * A stretch of the parameter vector.
     *
     * @param name for messages: {@code the readout}
     * @param from the index of its first value
     * @param to the index behind its last value
     */
    record Part(String name, int from, int to) {}

    /**
     * Where the running statistics of one batch norm stand in the parameter vector.
     *
     * @param mean where the means begin
     * @param variance where the variances begin
     * @param units how many there are of each
     */
    record Running(int mean, int variance, int units) {}

    /** Which family it is of. */
    Family family();

    /** d, the dimension of the input. */
    int inputDimension();

    /** The number of units of the narrowest hidden layer. */
    int narrowestLayer();

    /** The number of trained parameters. Batch norm's running means and variances are not trained. */
    int trainedParameters();

    /** The length of the parameter vector: trained parameters and batch norm's running statistics, in DL4J's order. */
    int parameters();

    /** The layers in the order of the parameter vector, all of which they cover. */
    List<Part> parts();

    /** Batch norm's running statistics, from the input up; none where the network has no batch norm. */
    List<Running> running();

    /** The settings of every batch norm; empty where the network has none. */
    Optional<BatchNormSettings> normalisation();

    /** The same shape with other settings of its batch norm; without batch norm itself. */
    Architecture withBatchNorm(BatchNormSettings other);

    /** What is chosen by the family: a function for each, so that none is forgotten. */
    <R> R match(Function<ReluArchitecture, R> relu, Function<QuadraticArchitecture, R> quadratic);
}
