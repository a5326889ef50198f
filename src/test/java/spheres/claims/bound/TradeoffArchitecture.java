package spheres.claims.bound;

import spheres.network.Architecture;
import spheres.network.QuadraticArchitecture;
import spheres.network.ReluArchitecture;

/** The networks of figure 6. */
public enum TradeoffArchitecture {
    /** Two hidden layers of 1000 ReLU units. */
    RELU_H1000_D2("relu-h1000-d2", ReluArchitecture.of(500, 1000, 1000)),
    /** Eight hidden layers of 2000 ReLU units. */
    RELU_H2000_D8("relu-h2000-d8", ReluArchitecture.of(500, 2000, 2000, 2000, 2000, 2000, 2000, 2000, 2000)),
    /** The quadratic network with 1000 hidden units. */
    QUAD_H1000("quad-h1000", new QuadraticArchitecture(500, 1000));

    private final String published;

    @SuppressWarnings("ImmutableEnumChecker") // architectures are records of numbers
    private final Architecture architecture;

    TradeoffArchitecture(String published, Architecture architecture) {
        this.published = published;
        this.architecture = architecture;
    }

    /** Its name in the figure's legend. */
    public String published() {
        return published;
    }

    /** The network. */
    public Architecture architecture() {
        return architecture;
    }
}
