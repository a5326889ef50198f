package spheres.claims.quadratic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import spheres.sphere.ConcentricSpheres;
import spheres.sphere.Sphere;
import spheres.sphere.SphereSampler;

class QuadraticPopulationTest {
    private static final ConcentricSpheres SPHERES = new ConcentricSpheres(20, 1.3);

    @Test
    void aNetworkHasTheAlphasThatWereAsked() {
        double[] alphas = {1.7, 1.01, 0.9, 0.6, 0.3, 0};

        QuadraticMember member = QuadraticMember.of("six", QuadraticPopulation.network(alphas, 9, 4));

        assertThat(member.ellipsoid().alphas()).containsExactly(alphas, within(1e-6));
        assertThat(member.badAlphas(SPHERES, Sphere.INNER)).isEqualTo(2);
        assertThat(member.badAlphas(SPHERES, Sphere.OUTER)).isEqualTo(2);
    }

    @Test
    void aClassifierOfItsOwnAnswersTheSame() {
        QuadraticMember member =
                new QuadraticPopulation(SPHERES, 5).constructed(30, 1).get(0);
        float[] points = new SphereSampler(SPHERES, 1, 2).pointsOn(Sphere.INNER, 0, 3);
        float[] logits = new float[3];
        float[] again = new float[3];

        member.classifier().logits(points, 3, logits);
        QuadraticMember other = member.withOwnClassifier();
        other.classifier().logits(points, 3, again);

        assertThat(other.classifier()).isNotSameAs(member.classifier());
        assertThat(again).isEqualTo(logits);
    }

    @Test
    void constructedNetworksHaveErrorsByTurns() {
        List<QuadraticMember> members = new QuadraticPopulation(SPHERES, 5).constructed(30, 8);

        assertThat(members)
                .extracting(m -> m.hasBadAlpha(SPHERES, Sphere.INNER))
                .containsExactly(false, true, false, false, false, true, false, true);
        assertThat(members)
                .extracting(m -> m.hasBadAlpha(SPHERES, Sphere.OUTER))
                .containsExactly(false, false, false, true, false, true, false, false);
    }

    @Test
    void theSearchFindsAnErrorExactlyWhereThereIsOne() {
        QuadraticErrorSearch search = new QuadraticErrorSearch(new SphereSampler(SPHERES, 1, 2), 5, 200, 1000);
        for (QuadraticMember member : new QuadraticPopulation(SPHERES, 6).constructed(30, 8)) {
            for (Sphere sphere : Sphere.values()) {
                assertThat(search.find(member, sphere).isPresent())
                        .as(member.name() + ", " + sphere)
                        .isEqualTo(member.hasBadAlpha(SPHERES, sphere));
            }
        }
    }
}
