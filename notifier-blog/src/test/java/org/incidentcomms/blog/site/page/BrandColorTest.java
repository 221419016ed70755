package org.incidentcomms.blog.site.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrandColorTest {

    /** The last two as WCAG's own examples give them. */
    @ParameterizedTest
    @CsvSource({"#000000, #ffffff, 21", "#1b5cb8, #1b5cb8, 1", "#777777, #ffffff, 4.48", "#767676, #ffffff, 4.54"})
    void contrastIsThatOfWcag(String one, String other, double contrast) {
        assertThat(BrandColor.contrast(one, other)).isCloseTo(contrast, within(0.005));
        assertThat(BrandColor.contrast(other, one)).isCloseTo(contrast, within(0.005));
    }

    @Test
    void aColourThatCannotBeReadIsRefusedWithItsSettingAndTheRemedy() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BrandColor.of("BLOG_BRAND_COLOR", Optional.of("#FFCC00"), List.of("#ffffff")))
                .withMessage("BLOG_BRAND_COLOR #ffcc00 has a contrast of 1.5:1 with the page's background #ffffff; text"
                        + " needs 4.5:1 or more (WCAG 2.2): choose a darker colour");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BrandColor.of("BLOG_BRAND_COLOR_DARK", Optional.of("#1b5cb8"), List.of("#10151c")))
                .withMessageContaining("choose a lighter colour");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BrandColor.of("BLOG_BRAND_COLOR", Optional.of("blue"), List.of()))
                .withMessage("BLOG_BRAND_COLOR must be a colour like #1b5cb8, not blue");
    }

    @Test
    void aColourThatCanBeReadIsTaken() {
        assertThat(BrandColor.of("BLOG_BRAND_COLOR", Optional.of(" #1B5CB8 "), List.of("#ffffff", "#f5f6f8")))
                .contains(new BrandColor("#1b5cb8"));
        assertThat(BrandColor.of("BLOG_BRAND_COLOR", Optional.empty(), List.of("#ffffff")))
                .isEmpty();
    }
}
