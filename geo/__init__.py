"""What a map needs: style, view model, basemap, folium map, timeline, exports and the briefing sheet."""
