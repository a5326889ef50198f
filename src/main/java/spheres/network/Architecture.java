package spheres.network;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** The shape of a network that maps a point of R^d to one logit; positive means the outer sphere. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "family")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ReluArchitecture.class, name = "relu"),
    @JsonSubTypes.Type(value = QuadraticArchitecture.class, name = "quadratic")
})
public sealed interface Architecture permits ReluArchitecture, QuadraticArchitecture {

    /** d, the dimension of the input. */
    int inputDimension();

    /** The number of units of the narrowest hidden layer. */
    int narrowestLayer();

    /** The number of trained parameters. Batch norm's running means and variances are not trained. */
    int trainedParameters();

    /** The length of the parameter vector: trained parameters and batch norm's running statistics, in DL4J's order. */
    int parameters();
}
