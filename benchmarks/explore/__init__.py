"""The Explore page beside folium's GeoJson and pydeck, on the same generated events, in a real browser."""
