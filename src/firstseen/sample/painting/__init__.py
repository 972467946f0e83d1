"""The painter of the sample case: light, water, houses and things, drawn in perspective with numpy and OpenCV."""
